import { Email, Password } from '../http/fields.js';
import { LinkDto } from '../invitation/invitation.dto.js';

/** Whose password was forgotten. */
export class RequestPasswordResetDto {
  @Email()
  email!: string;
}

/** The link, and the password to sign in with from now on. */
export class CompletePasswordResetDto extends LinkDto {
  @Password()
  password!: string;
}

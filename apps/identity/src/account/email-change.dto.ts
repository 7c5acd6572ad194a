import { Email } from '../http/fields.js';

/** The email an owner wants to have. */
export class RequestEmailChangeDto {
  @Email()
  email!: string;
}

import { Email, IdField, Name, Password, Text } from '../http/fields.js';

/** Who signs up. */
export class SignUpDto {
  @Email()
  email!: string;
  @Name(1)
  firstName!: string;
  @Name(0)
  lastName!: string;
}

/** Confirming a sign-up: the link and the password to sign in with. */
export class ConfirmSignUpDto {
  @IdField()
  id!: string;
  @Text(200)
  token!: string;
  @Password()
  password!: string;
}

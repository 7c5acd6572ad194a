import { Password, Text } from '../http/fields.js';

/** Longest code that is read at all: a recovery code with room for spaces. */
const longestCode = 64;

/** Proof by password that the owner is there. */
export class OwnerPasswordDto {
  @Password()
  password!: string;
}

/** What an authenticator app shows, or a recovery code. */
export class CodeDto {
  @Text(longestCode)
  code!: string;
}

/** Both factors. */
export class BothFactorsDto extends CodeDto {
  @Password()
  password!: string;
}

import { IsOptional } from 'class-validator';
import { Email, IdField, Password } from '../http/fields.js';

/** Choosing another password. `sessionId`: the session this is done in, which goes on. */
export class ChangePasswordDto {
  @Password()
  current!: string;
  @Password()
  password!: string;
  @IsOptional()
  @IdField()
  sessionId?: string;
}

/** Proof that the owner is there. */
export class CloseAccountDto {
  @Password()
  password!: string;
}

/** Which email is asked about. */
export class EmailQueryDto {
  @Email()
  email!: string;
}

import { ApiProperty } from '@nestjs/swagger';
import { IsBoolean } from 'class-validator';
import { Email, IdField, Name, Password } from '../http/fields.js';

/** An account the operator makes: complete, with a password that may have to be changed at once. */
export class OperatorAccountDto {
  @Email()
  email!: string;
  @Name(1)
  firstName!: string;
  @Name(0)
  lastName!: string;
  @Password()
  password!: string;
  @ApiProperty({ type: Boolean })
  @IsBoolean()
  mustChange!: boolean;
}

/** Whom a script acts for. */
export class OperatorTokenDto {
  @IdField()
  accountId!: string;
}

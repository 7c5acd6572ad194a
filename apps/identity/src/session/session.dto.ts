import { ApiProperty } from '@nestjs/swagger';
import { IsIn } from 'class-validator';
import { Email, Password } from '../http/fields.js';
import type { SessionKind } from './session.events.js';

/** Who signs in, and from what. */
export class SignInDto {
  @Email()
  email!: string;
  @Password()
  password!: string;
  @ApiProperty({ enum: ['browser', 'token'] })
  @IsIn(['browser', 'token'])
  kind!: SessionKind;
}

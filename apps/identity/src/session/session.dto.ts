import { ApiProperty } from '@nestjs/swagger';
import { IsIn } from 'class-validator';
import { Email, IdField, Password } from '../http/fields.js';
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

/** Ending all sessions but this one. */
export class EndOtherSessionsDto {
  @IdField()
  sessionId!: string;
}

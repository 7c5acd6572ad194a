import { ApiProperty } from '@nestjs/swagger';
import { IsIn } from 'class-validator';
import { Email, IdField, Password } from '../http/fields.js';
import { CodeDto } from '../second-factor/second-factor.dto.js';
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

/** The code that completes a sign-in: `signInId` is the digest of the token that its first half was answered with. */
export class SecondStepDto extends CodeDto {
  @IdField()
  signInId!: string;
  @ApiProperty({ enum: ['browser', 'token'] })
  @IsIn(['browser', 'token'])
  kind!: SessionKind;
}

/** Ending all sessions but this one. */
export class EndOtherSessionsDto {
  @IdField()
  sessionId!: string;
}

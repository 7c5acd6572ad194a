import { ApiProperty } from '@nestjs/swagger';
import { Email, OneOf, Text } from '../http/fields.js';

/** Who signs in, and from what. */
export class SignInDto {
  @Email()
  email!: string;
  @Text({ max: 1024 })
  password!: string;
  @OneOf(['browser', 'token'], {
    optional: true,
    default: 'browser',
    description: '`token`: a program; the answer holds a bearer token and sets no cookie.',
  })
  kind?: 'browser' | 'token';
}

/** The code that completes a sign-in. */
export class SignInCodeDto {
  @Text({ max: 64, description: 'What the authenticator app shows, or a recovery code.' })
  code!: string;
}

/** A session that began; or the first half of one, which lets nobody in anywhere. */
export class StartedSessionDto {
  @ApiProperty()
  accountId!: string;
  @ApiProperty({ type: 'boolean', description: 'Choose a password first: PUT /me/password.' })
  mustChangePassword!: boolean;
  @ApiProperty({ required: false, description: 'Browsers send it as `X-CSRF-Token` with every unsafe request.' })
  csrfToken?: string;
  @ApiProperty({ required: false, description: 'The bearer token of a program, shown once.' })
  token?: string;
  @ApiProperty({
    required: false,
    description:
      'A code is asked for: POST /sessions/current/second-factor with this cookie, or this token, within five minutes.',
  })
  secondFactorRequired?: boolean;
}

/** The caller’s session. */
export class SessionDto extends StartedSessionDto {
  @ApiProperty({ enum: ['browser', 'token'] })
  kind!: string;
  @ApiProperty({ format: 'date-time' })
  startedAt!: string;
  @ApiProperty({ format: 'date-time' })
  expiresAt!: string;
}

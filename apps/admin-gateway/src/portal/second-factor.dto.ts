import { ApiProperty } from '@nestjs/swagger';
import { Text } from '../http/fields.js';
import { SignInCodeDto } from '../sign-in/session.dto.js';
import { longestPassword } from './portal.dto.js';

/** Proof by password that the owner is there. */
export class OwnerPasswordDto {
  @Text({ max: longestPassword })
  password!: string;
}

/** Both factors. */
export class BothFactorsDto extends SignInCodeDto {
  @Text({ max: longestPassword })
  password!: string;
}

/** A second factor that counts. */
export class SecondFactorDto {
  @ApiProperty()
  id!: string;
  @ApiProperty({ enum: ['totp'] })
  kind!: string;
  @ApiProperty({ format: 'date-time' })
  addedAt!: string;
}

/** Those of an account: one at most. */
export class SecondFactorsDto {
  @ApiProperty({ type: [SecondFactorDto] })
  items!: SecondFactorDto[];
  @ApiProperty({ description: 'Recovery codes that were not used yet.' })
  recoveryCodesLeft!: number;
}

/** A secret for an authenticator app, shown once. It counts when a code has proved it. */
export class OfferedTotpDto {
  @ApiProperty()
  id!: string;
  @ApiProperty({ description: 'Base 32: for typing it into the app.' })
  secret!: string;
  @ApiProperty({ description: '`otpauth://…`: what a QR code for the app holds.' })
  uri!: string;
}

/** Recovery codes, shown once; each signs in once. */
export class RecoveryCodesDto {
  @ApiProperty({ type: [String] })
  recoveryCodes!: string[];
}

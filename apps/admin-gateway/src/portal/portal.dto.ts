import { ApiProperty } from '@nestjs/swagger';
import { Email, IdField, Text } from '../http/fields.js';

/** Longest password that is read at all, in characters. */
export const longestPassword = 1024;

/** Changing one’s own password. */
export class ChangePasswordDto {
  @Text({ max: longestPassword })
  current!: string;
  @Text({ max: longestPassword })
  password!: string;
}

/** Asking for another email. */
export class RequestEmailChangeDto {
  @Email()
  email!: string;
}

/** A change of email that waits for its confirmation. */
export class EmailChangeDto {
  @ApiProperty()
  id!: string;
  @ApiProperty()
  email!: string;
  @ApiProperty()
  state!: string;
  @ApiProperty({ format: 'date-time' })
  expiresAt!: string;
}

/** All of them. */
export class EmailChangesDto {
  @ApiProperty({ type: [EmailChangeDto] })
  items!: EmailChangeDto[];
}

/** Proof that the owner is there. */
export class CloseAccountDto {
  @Text({ max: longestPassword })
  password!: string;
}

/** Who signs up. */
export class SignUpDto {
  @Email()
  email!: string;
  @Text({ max: 100 })
  firstName!: string;
  @Text({ max: 100, min: 0 })
  lastName!: string;
}

/** What a mail’s link carries: in the body, never in a path. */
export class LinkDto {
  @IdField()
  id!: string;
  @Text({ max: 200 })
  token!: string;
}

/** Confirming a sign-up. */
export class ConfirmSignUpDto extends LinkDto {
  @Text({ max: longestPassword })
  password!: string;
}

/** Accepting an invitation; name and password where the account is new. */
export class AcceptInvitationDto extends LinkDto {
  @Text({ max: longestPassword, optional: true })
  password?: string;
  @Text({ max: 100, optional: true })
  firstName?: string;
  @Text({ max: 100, min: 0, optional: true })
  lastName?: string;
}

/** Whose password was forgotten. */
export class RequestPasswordResetDto {
  @Email()
  email!: string;
}

/** Choosing a new password by a mail’s link. */
export class CompletePasswordResetDto extends LinkDto {
  @Text({ max: longestPassword })
  password!: string;
}

/** Whose password a link changes. */
export class PasswordResetDto {
  @ApiProperty()
  email!: string;
  @ApiProperty()
  firstName!: string;
  @ApiProperty()
  lastName!: string;
  @ApiProperty({ format: 'date-time' })
  expiresAt!: string;
}

/** What a link invites to. */
export class InvitationDto {
  @ApiProperty({ enum: ['accept-invitation', 'enter-site'] })
  variant!: string;
  @ApiProperty()
  email!: string;
  @ApiProperty()
  firstName!: string;
  @ApiProperty()
  lastName!: string;
  @ApiProperty({ required: false })
  siteName?: string;
  @ApiProperty({ format: 'date-time' })
  expiresAt!: string;
}

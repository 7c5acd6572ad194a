import { IsOptional } from 'class-validator';
import { IdField, Name, OptionalPassword, Text } from '../http/fields.js';

/** What a mail's link carries: in the body, never in a path. */
export class LinkDto {
  @IdField()
  id!: string;
  @Text(200)
  token!: string;
}

/** Accepting; name and password where the account is new. */
export class AcceptInvitationDto extends LinkDto {
  @OptionalPassword()
  password?: string;
  @IsOptional()
  @Name(1)
  firstName?: string;
  @IsOptional()
  @Name(0)
  lastName?: string;
}

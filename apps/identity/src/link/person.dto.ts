import { ApiProperty } from '@nestjs/swagger';
import { IsIn } from 'class-validator';
import { IdField, OptionalPassword } from '../http/fields.js';

/** Which account enters the person's site. */
export class EnterSiteDto {
  @IdField()
  accountId!: string;
}

/** How a credential is reset: by a mailed link, or to a password the Admin types. */
export class ResetCredentialDto {
  @ApiProperty({ enum: ['link', 'explicit'] })
  @IsIn(['link', 'explicit'])
  delivery!: 'link' | 'explicit';
  @OptionalPassword()
  password?: string;
}

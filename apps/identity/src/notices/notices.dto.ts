import { ApiProperty } from '@nestjs/swagger';
import { IsBoolean } from 'class-validator';

/** Whether somebody gets the security emails of their site. */
export class SecurityEmailsDto {
  @ApiProperty({ type: Boolean })
  @IsBoolean()
  subscribed!: boolean;
}

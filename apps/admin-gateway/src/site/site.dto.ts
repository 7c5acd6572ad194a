import { ApiProperty } from '@nestjs/swagger';
import { Text } from '../http/fields.js';

/** A studio's workspace. */
export class SiteDto {
  @ApiProperty()
  id!: string;
  @ApiProperty()
  teamId!: string;
  @ApiProperty({ description: 'The short name.' })
  slug!: string;
  @ApiProperty()
  name!: string;
  @ApiProperty({ enum: ['subscription', 'trial', 'educational'] })
  kind!: string;
  @ApiProperty({ enum: ['legacy', 'migrated'] })
  accountMode!: string;
  @ApiProperty({ enum: ['single-role', 'multi-role'] })
  accessModel!: string;
}

/** The sites a caller is a member of. */
export class SitesDto {
  @ApiProperty({ type: [SiteDto] })
  items!: SiteDto[];
}

/** Which sites. */
export class SitesQueryDto {
  @Text({ max: 100, optional: true, description: 'The site of this short name only.' })
  slug?: string;
}

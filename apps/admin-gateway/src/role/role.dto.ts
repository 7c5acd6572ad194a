import { ApiProperty } from '@nestjs/swagger';
import { OneOf, YesNoFilter } from '../http/fields.js';
import { ListQueryDto } from '../http/list-query.dto.js';

/** A role of a site. */
export class RoleDto {
  @ApiProperty()
  id!: string;
  @ApiProperty()
  siteId!: string;
  @ApiProperty({ description: 'For If-Match.' })
  etag!: string;
  @ApiProperty()
  name!: string;
  @ApiProperty()
  description!: string;
  @ApiProperty({ enum: ['person', 'api'] })
  kind!: string;
  @ApiProperty()
  template!: string;
  @ApiProperty({ type: 'boolean' })
  enabled!: boolean;
  @ApiProperty({ type: 'boolean' })
  isDefault!: boolean;
  @ApiProperty({ type: 'object', additionalProperties: { type: 'boolean' } })
  permissions!: Record<string, boolean>;
}

/** Filters of roles. */
export class RoleQueryDto extends ListQueryDto {
  @OneOf(['name', '-name'], { optional: true, default: 'name' })
  sort?: string;
  @YesNoFilter()
  enabled?: boolean;
}

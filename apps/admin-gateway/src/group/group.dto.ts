import { ApiProperty } from '@nestjs/swagger';
import { OneOf } from '../http/fields.js';
import { SearchQueryDto } from '../http/list-query.dto.js';

/** A group of people of a site. */
export class GroupDto {
  @ApiProperty()
  id!: string;
  @ApiProperty()
  siteId!: string;
  @ApiProperty()
  name!: string;
}

/** Filters of groups. */
export class GroupQueryDto extends SearchQueryDto {
  @OneOf(['name', '-name'], { optional: true, default: 'name' })
  sort?: string;
}

import { ApiProperty } from '@nestjs/swagger';
import { OneOf, Text, YesNo, YesNoFilter } from '../http/fields.js';
import { SearchQueryDto } from '../http/list-query.dto.js';

/** A project of a site. */
export class ProjectDto {
  @ApiProperty()
  id!: string;
  @ApiProperty()
  siteId!: string;
  @ApiProperty({ description: 'For If-Match.' })
  etag!: string;
  @ApiProperty()
  name!: string;
  @ApiProperty({ type: 'boolean' })
  private!: boolean;
  @ApiProperty({ type: 'boolean' })
  archived!: boolean;
  @ApiProperty({ type: 'boolean', description: 'The Template Project, which the system needs.' })
  template!: boolean;
  @ApiProperty({ format: 'date-time' })
  createdAt!: string;
}

/** Filters of projects. */
export class ProjectQueryDto extends SearchQueryDto {
  @OneOf(['name', '-name', 'createdAt', '-createdAt'], { optional: true, default: 'name' })
  sort?: string;
  @YesNoFilter()
  archived?: boolean;
  @YesNoFilter()
  private?: boolean;
}

/** A project to be created. */
export class CreateProjectDto {
  @Text({ max: 200 })
  name!: string;
  @YesNo({ optional: true })
  private?: boolean;
}

/** What changes about a project. */
export class EditProjectDto {
  @Text({ max: 200 })
  name!: string;
}

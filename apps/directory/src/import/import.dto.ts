import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, Max, Min } from 'class-validator';
import { ForeignText, OneOf, WordsQuery, YesNoQuery } from '../fields.js';
import type { Invitations, RowsTaken } from './import.events.js';
import type { Finding } from './finding.js';

/** How a file is imported. */
export class UploadQueryDto {
  @YesNoQuery('Check only; start it later or leave it, it is forgotten after a day.')
  dryRun?: boolean;
  @OneOf(['all-or-nothing', 'good'], { optional: true })
  rows?: RowsTaken;
  @OneOf(['send', 'hold'], { optional: true })
  invitations?: Invitations;
  /** The ids of the roles that the sender may give; absent: any. */
  @WordsQuery('The roles that rows may ask for, by id and with commas between them; any, where it is not given.')
  roles?: readonly string[];
}

/** Which page of a list. */
export class PageQueryDto {
  @ApiProperty({ required: false, type: 'integer', minimum: 1, maximum: 500 })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(500)
  limit?: number;
  @ForeignText({ optional: true, description: 'The `next` of the page before.' })
  after?: string;
}

/** Which rows of an import. */
export class RowQueryDto extends PageQueryDto {
  @OneOf(['good', 'bad', 'applied', 'refused'], { optional: true })
  state?: RowState;
}

/** Before the import starts a row is `good` or `bad`; afterwards `applied`, `refused` or still `bad`. */
export type RowState = 'good' | 'bad' | 'applied' | 'refused';
/** A row as it is answered. Name and login are told while the file is kept: until the import starts. */
export type RowView = Readonly<{
  row: number;
  state: RowState;
  name?: string;
  login?: string;
  personId?: string;
  code?: string;
  reason?: string;
  findings: readonly Omit<Finding, 'row'>[];
}>;

import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, ValidateNested } from 'class-validator';
import { IdField, IdsField, YesNo } from '../http/fields.js';

/** The projects a person is linked to. */
export class MembershipsDto {
  @IdsField()
  projectIds!: string[];
}

/** Where a role counts. In the single-role model the person’s own projects count instead. */
export class ScopeDto {
  @YesNo({ description: 'Every project that is not private.' })
  allOpen!: boolean;
  @IdsField()
  projectIds!: string[];
}

/** A role held by a person. */
export class AssignmentDto {
  @IdField()
  roleId!: string;
  @ApiProperty({ type: ScopeDto })
  @ValidateNested()
  @Type(() => ScopeDto)
  scope!: ScopeDto;
}

/** All roles a person holds. */
export class AssignmentsDto {
  @ApiProperty({ type: [AssignmentDto], maxItems: 100 })
  @IsArray()
  @ArrayMaxSize(100)
  @ValidateNested({ each: true })
  @Type(() => AssignmentDto)
  assignments!: AssignmentDto[];
}

/** What editing an email would do. */
export class EmailAdviceDto {
  @ApiProperty({ description: 'What would follow, e.g. `fine`, `twin`, `existing-account`.' })
  advice!: string;
  @ApiProperty({ required: false, description: 'In words.' })
  text?: string;
  @ApiProperty({ type: Object, required: false })
  details?: Record<string, unknown>;
}

/** What goes with somebody who is erased, beside their names, login and email wherever they stand. */
export class PersonErasureDto {
  @ApiProperty({ type: 'boolean', description: 'Nothing was done.' })
  dryRun!: boolean;
  @ApiProperty({ type: 'integer', description: 'Accounts that were made by inviting them and stand for nobody else.' })
  accounts!: number;
  @ApiProperty({ type: 'integer', description: 'Uploaded files with a row of theirs, which is emptied.' })
  waitingFiles!: number;
}

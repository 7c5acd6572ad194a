import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsObject,
  IsOptional,
  IsString,
  Length,
  Matches,
  ValidateNested,
} from 'class-validator';
import type { Mark } from '@rollcall/permission-engine';

const id = /^[\w.:-]{1,200}$/;

/** What directory and identity know of the person; the caller has asked them. */
export class PersonFactsDto {
  @IsIn(['active', 'disabled', 'unknown'])
  status!: 'active' | 'disabled' | 'unknown';

  @IsIn(['valid', 'ended', 'locked', 'none'])
  session!: 'valid' | 'ended' | 'locked' | 'none';

  @IsArray()
  @ArrayMaxSize(5000)
  @Matches(id, { each: true })
  projectIds!: string[];

  @IsArray()
  @ArrayMaxSize(1000)
  @Matches(id, { each: true })
  groupIds!: string[];

  /** Since when and by whom each project is linked, by project. */
  @IsOptional()
  @IsObject()
  projectLinks?: Record<string, Mark>;
}

/** The project of a record. */
export class ProjectFactsDto {
  @Matches(id)
  id!: string;

  @IsBoolean()
  private!: boolean;
}

/** The record asked about (SCOPE-2). */
export class RecordFactsDto {
  /** `null`: it belongs to no project. */
  @IsOptional()
  @ValidateNested()
  @Type(() => ProjectFactsDto)
  project?: ProjectFactsDto | null;

  @IsOptional()
  @IsObject()
  properties?: Record<string, unknown>;

  @IsOptional()
  @IsBoolean()
  systemRequired?: boolean;
}

/** May this person do that? */
export class DecisionRequestDto {
  @Matches(id)
  personId!: string;

  /** A permission by its path, e.g. `field/Person/status/edit`. */
  @IsString()
  @Length(1, 200)
  action!: string;

  @ValidateNested()
  @Type(() => PersonFactsDto)
  person!: PersonFactsDto;

  @IsOptional()
  @ValidateNested()
  @Type(() => RecordFactsDto)
  record?: RecordFactsDto;

  /** Ids → what people call them, for the explanation. */
  @IsOptional()
  @IsObject()
  names?: Record<string, string>;
}

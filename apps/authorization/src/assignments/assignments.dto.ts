import { idPattern } from '@rollcall/event-sourcing';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsBoolean, Matches, ValidateNested } from 'class-validator';

/** The projects one role reaches (AUT-68). */
export class ScopeDto {
  @IsBoolean()
  allOpen!: boolean;

  @IsArray()
  @ArrayMaxSize(500)
  @Matches(idPattern, { each: true })
  projectIds!: string[];
}

/** A role with the projects it reaches. */
export class AssignmentDto {
  @Matches(idPattern)
  roleId!: string;

  @ValidateNested()
  @Type(() => ScopeDto)
  scope!: ScopeDto;
}

/** Every role a person shall hold (AUT-67). */
export class AssignmentsDto {
  @IsArray()
  @ArrayMaxSize(50)
  @ValidateNested({ each: true })
  @Type(() => AssignmentDto)
  assignments!: AssignmentDto[];
}

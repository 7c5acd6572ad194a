import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsBoolean, Matches, ValidateNested } from 'class-validator';

const id = /^[\w.:-]{1,200}$/;

/** The projects one role reaches (AUT-68). */
export class ScopeDto {
  @IsBoolean()
  allOpen!: boolean;

  @IsArray()
  @ArrayMaxSize(500)
  @Matches(id, { each: true })
  projectIds!: string[];
}

/** A role with the projects it reaches. */
export class AssignmentDto {
  @Matches(id)
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

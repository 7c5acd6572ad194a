import { idPattern } from '@rollcall/event-sourcing';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsOptional,
  IsString,
  Length,
  Matches,
  ValidateIf,
  ValidateNested,
} from 'class-validator';

/** A new role (AUT-13). */
export class CreateRoleDto {
  @IsString()
  @Length(1, 100)
  name!: string;

  @IsString()
  @Length(0, 1000)
  description!: string;

  /** The stored default it begins with, by name, e.g. `Manager`; `none` for one that allows nothing yet. */
  @IsString()
  @Length(1, 50)
  template!: string;
}

/** Another name, another description, or both (AUT-14). */
export class EditRoleDto {
  @IsOptional()
  @IsString()
  @Length(1, 100)
  name?: string;

  @IsOptional()
  @IsString()
  @Length(0, 1000)
  description?: string;
}

/** One box of the Permissions page; `null` takes back what was said. */
export class PermissionChangeDto {
  @IsString()
  @Length(1, 200)
  path!: string;

  @ValidateIf(({ to }: PermissionChangeDto) => to !== null)
  @IsBoolean()
  to!: boolean | null;
}

/** One save of the Permissions page (AUT-43). */
export class ChangePermissionsDto {
  @IsArray()
  @ArrayMaxSize(2000)
  @ValidateNested({ each: true })
  @Type(() => PermissionChangeDto)
  changes!: PermissionChangeDto[];
}

/** The role newcomers get. */
export class DefaultRoleDto {
  @Matches(idPattern)
  roleId!: string;
}

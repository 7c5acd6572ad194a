import { Transform } from 'class-transformer';
import { IsEmail, IsIn, IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';

/** Whom a seat is assigned to (LIC-14). */
export class AssignSeatDto {
  @IsEmail()
  @MaxLength(254)
  email!: string;
}

/** Which seats of a team, and how many a page. */
export class SeatQueryDto {
  /** `true` when absent: seats somebody holds. */
  @IsOptional()
  @IsIn(['true', 'false'])
  held?: 'true' | 'false';

  @IsOptional()
  @IsString()
  after?: string;

  @IsOptional()
  @Transform(({ value }) => Number(value))
  @IsInt()
  @Min(1)
  @Max(500)
  limit?: number;
}

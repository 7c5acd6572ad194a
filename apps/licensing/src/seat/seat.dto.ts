import { IsEmail, IsIn, IsOptional, MaxLength } from 'class-validator';
import { PageQueryDto } from '../http/page-query.dto.js';

/** Whom a seat is assigned to (LIC-14). */
export class AssignSeatDto {
  @IsEmail()
  @MaxLength(254)
  email!: string;
}

/** Which seats of a team, and how many a page. */
export class SeatQueryDto extends PageQueryDto {
  /** `true` when absent: seats somebody holds. */
  @IsOptional()
  @IsIn(['true', 'false'])
  held?: 'true' | 'false';
}

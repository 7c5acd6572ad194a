import { idPattern } from '@rollcall/event-sourcing';
import { IsIn, IsInt, IsISO8601, IsOptional, IsString, Length, Matches, Max, Min } from 'class-validator';

/** A new customer with its subscription. */
export class CreateTeamDto {
  @Matches(idPattern)
  teamId!: string;

  @IsString()
  @Length(1, 200)
  name!: string;

  /** Seats. */
  @IsInt()
  @Min(0)
  @Max(1_000_000)
  total!: number;

  /** When the subscription ends; absent, it does not. */
  @IsOptional()
  @IsISO8601({ strict: true })
  expiresAt?: string;
}

/** The rank an account gets in a team (LIC-21). */
export class AppointAdminDto {
  @IsIn(['primary', 'secondary'])
  rank!: 'primary' | 'secondary';
}

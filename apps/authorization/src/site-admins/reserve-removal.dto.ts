import { IsInt, IsOptional, Min } from 'class-validator';

/** Somebody is about to be disabled. */
export class ReserveRemovalDto {
  /** Version of the person's stream that directory is about to decide on; it sends the command with it as expected. */
  @IsOptional()
  @IsInt()
  @Min(0)
  personVersion?: number;
}

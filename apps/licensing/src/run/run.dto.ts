import { Transform } from 'class-transformer';
import { IsIn, IsInt, IsOptional, IsString, Max, Min } from 'class-validator';

/** The status a person shall get (DGN-07). */
export class ChooseStatusDto {
  @IsIn(['active', 'inactive'])
  chosenStatus!: 'active' | 'inactive';
}

/** How much of a list. */
export class RunPageDto {
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

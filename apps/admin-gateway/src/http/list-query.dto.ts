import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, Max, Min } from 'class-validator';
import { Text } from './fields.js';

/** What every list understands. */
export class ListQueryDto {
  @ApiProperty({ type: 'integer', minimum: 1, maximum: 500, default: 50, required: false })
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(500)
  limit: number = 50;

  /** A cursor from an earlier page of the same question. */
  @Text({ max: 2000, optional: true, description: '`next` of an earlier page.' })
  after?: string;
}

/** What lists understand that can be searched by words. */
export class SearchQueryDto extends ListQueryDto {
  @Text({ max: 200, optional: true, description: 'Beginnings of words; accents and case do not matter.' })
  q?: string;
}

/** How many there are: exact to 10,000; above, `more` is true. */
export class TotalDto {
  @ApiProperty({ type: 'integer' })
  count!: number;
  @ApiProperty({ type: 'boolean' })
  more!: boolean;
}

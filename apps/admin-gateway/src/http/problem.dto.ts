import { ApiProperty } from '@nestjs/swagger';

/** One field at fault. */
export class FieldErrorDto {
  @ApiProperty({ description: 'JSON pointer into the body, or `?name` of the query.' })
  pointer!: string;
  @ApiProperty()
  detail!: string;
}

/** RFC 9457 problem details. */
export class ProblemDto {
  @ApiProperty({ description: '`urn:rollcall:problem:<code>`' })
  type!: string;
  @ApiProperty()
  title!: string;
  @ApiProperty({ type: 'integer' })
  status!: number;
  @ApiProperty({ description: 'A sentence for a person.' })
  detail!: string;
  @ApiProperty({ description: 'Stable, see docs/reference/rejections.md.' })
  code!: string;
  @ApiProperty({ type: [FieldErrorDto], required: false })
  errors?: FieldErrorDto[];
  @ApiProperty({ type: Object, required: false })
  details?: Record<string, unknown>;
  @ApiProperty({ required: false })
  correlationId?: string;
}

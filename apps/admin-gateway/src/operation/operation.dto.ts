import { ApiProperty } from '@nestjs/swagger';

/** Something long that was asked for. */
export class OperationDto {
  @ApiProperty()
  id!: string;
  @ApiProperty({ enum: ['import', 'diagnostic-run'] })
  kind!: string;
  @ApiProperty()
  siteId!: string;
  @ApiProperty({ description: 'As the thing itself says it: `running`, `analysing`, …' })
  state!: string;
  @ApiProperty({ type: 'boolean', description: 'Nothing more will happen by itself.' })
  settled!: boolean;
  @ApiProperty({ type: 'object', additionalProperties: { type: 'integer' } })
  counts!: Record<string, number>;
}

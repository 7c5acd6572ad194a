import { ApiProperty } from '@nestjs/swagger';

/** One thing that changed; read it again. */
export class ChangeDto {
  @ApiProperty({ enum: ['person', 'project', 'group', 'role', 'seats', 'import', 'diagnostic-run', 'access'] })
  kind!: string;
  @ApiProperty({ required: false })
  siteId?: string;
  @ApiProperty()
  id!: string;
}

/** The data of a `change` event. `event: reset` means: read everything again; `event: end`: the session has ended. */
export class ChangesDto {
  @ApiProperty({ type: [ChangeDto] })
  changes!: ChangeDto[];
}

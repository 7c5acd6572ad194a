import { ApiProperty } from '@nestjs/swagger';
import { OneOf, YesNoFilter } from '../http/fields.js';
import { ListQueryDto } from '../http/list-query.dto.js';

/** How a file is imported. */
export class ImportOptionsDto {
  @YesNoFilter('Check only; `start` it later or leave it.')
  dryRun?: boolean;
  @OneOf(['all-or-nothing', 'good'], { optional: true, default: 'all-or-nothing' })
  rows?: 'all-or-nothing' | 'good';
  @OneOf(['send', 'hold'], { optional: true, default: 'send' })
  invitations?: 'send' | 'hold';
}

/** The uploaded file, for the document. */
export class ImportFileDto {
  @ApiProperty({ type: 'string', format: 'binary', description: 'CSV with a header, 10 MB at most.' })
  file!: unknown;
}

/** Rows by what became of them. */
export class ImportCountsDto {
  @ApiProperty({ type: 'integer' })
  rows!: number;
  @ApiProperty({ type: 'integer' })
  good!: number;
  @ApiProperty({ type: 'integer' })
  bad!: number;
  @ApiProperty({ type: 'integer' })
  applied!: number;
  @ApiProperty({ type: 'integer' })
  refused!: number;
}

/** One remark on a file. */
export class ImportFindingDto {
  @ApiProperty({ type: 'integer', required: false, description: 'As a spreadsheet counts; the header is 1.' })
  row?: number;
  @ApiProperty({ required: false })
  column?: string;
  @ApiProperty()
  code!: string;
  @ApiProperty({ enum: ['error', 'notice'] })
  severity!: string;
  @ApiProperty()
  message!: string;
}

/** An import of people. */
export class ImportDto {
  @ApiProperty()
  id!: string;
  @ApiProperty({ enum: ['checked', 'running', 'finished', 'cancelled'] })
  state!: string;
  @ApiProperty({ type: ImportCountsDto })
  counts!: ImportCountsDto;
  @ApiProperty({ required: false, enum: ['all-or-nothing', 'good'] })
  rows?: string;
  @ApiProperty({ required: false, enum: ['send', 'hold'] })
  invitations?: string;
  @ApiProperty({
    required: false,
    type: [ImportFindingDto],
    description: 'About the file; of one import, until it starts.',
  })
  findings?: ImportFindingDto[];
}

/** One row and what became of it. */
export class ImportRowDto {
  @ApiProperty({ type: 'integer' })
  row!: number;
  @ApiProperty({ enum: ['good', 'bad', 'applied', 'refused'] })
  state!: string;
  @ApiProperty({ required: false })
  name?: string;
  @ApiProperty({ required: false })
  login?: string;
  @ApiProperty({ required: false, description: 'The person that came of it.' })
  personId?: string;
  @ApiProperty({ required: false, description: 'Why it was refused.' })
  code?: string;
  @ApiProperty({ required: false })
  reason?: string;
  @ApiProperty({ type: [ImportFindingDto] })
  findings!: ImportFindingDto[];
}

/** Rows of one kind. */
export class ImportRowQueryDto extends ListQueryDto {
  @OneOf(['good', 'bad', 'applied', 'refused'], { optional: true })
  state?: string;
}

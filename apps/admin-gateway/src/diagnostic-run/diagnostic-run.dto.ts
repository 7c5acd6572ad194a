import { ApiProperty } from '@nestjs/swagger';
import { OneOf } from '../http/fields.js';
import { PartyDto } from '../person/person.dto.js';

/** A diagnostic run of a site. */
export class DiagnosticRunDto {
  @ApiProperty()
  id!: string;
  @ApiProperty()
  siteId!: string;
  @ApiProperty({ enum: ['analysing', 'analysed', 'resolving', 'finished', 'failed', 'cancelled'] })
  state!: string;
  @ApiProperty({ type: 'integer', description: 'People looked at so far.' })
  analysed!: number;
  @ApiProperty({ type: 'integer' })
  people!: number;
  @ApiProperty({ type: 'integer' })
  found!: number;
  @ApiProperty({ type: 'integer' })
  overrides!: number;
  @ApiProperty({ type: 'integer' })
  resolved!: number;
  @ApiProperty({ type: 'integer' })
  unresolved!: number;
  @ApiProperty({ required: false })
  failure?: string;
  @ApiProperty({ format: 'date-time' })
  startedAt!: string;
}

/** One un-synced person of a run. */
export class FindingDto {
  @ApiProperty()
  personId!: string;
  @ApiProperty({ required: false })
  name?: string;
  @ApiProperty({ required: false })
  login?: string;
  @ApiProperty({ required: false })
  email?: string;
  @ApiProperty({ required: false, enum: ['active', 'disabled'] })
  status?: string;
  @ApiProperty({
    enum: [
      'account-closed',
      'account-missing',
      'twin-by-site-edit',
      'twin-by-late-enable',
      'seat-missing',
      'seat-held-while-disabled',
    ],
  })
  kind!: string;
  @ApiProperty({ enum: ['active', 'inactive'] })
  suggestion!: string;
  @ApiProperty({ enum: ['active', 'inactive'] })
  chosenStatus!: string;
  @ApiProperty({ type: 'boolean', description: 'Somebody chose against the suggestion.' })
  overridden!: boolean;
  @ApiProperty({ enum: ['open', 'resolved', 'unresolved'] })
  state!: string;
  @ApiProperty({ required: false, description: 'Why it could not be resolved.' })
  reason?: string;
  @ApiProperty({ format: 'date-time' })
  since!: string;
  @ApiProperty({ type: PartyDto })
  by!: PartyDto;
  @ApiProperty({ type: [String], description: 'Ids of the events that say so.' })
  evidence!: string[];
}

/** The status a person is to get. */
export class ChooseStatusDto {
  @OneOf(['active', 'inactive'])
  chosenStatus!: 'active' | 'inactive';
}

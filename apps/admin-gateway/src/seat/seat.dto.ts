import { ApiProperty } from '@nestjs/swagger';
import { Email, OneOf, YesNoFilter } from '../http/fields.js';
import { SearchQueryDto } from '../http/list-query.dto.js';

/** A team's seats in figures. */
export class SeatFiguresDto {
  @ApiProperty()
  teamId!: string;
  @ApiProperty({ type: 'integer' })
  total!: number;
  @ApiProperty({ type: 'integer' })
  used!: number;
  @ApiProperty({ type: 'integer' })
  available!: number;
  @ApiProperty({ format: 'date-time', required: false })
  expiresAt?: string;
}

/** What a seat is used by. */
export class SeatUseDto {
  @ApiProperty()
  personId!: string;
  @ApiProperty()
  siteId!: string;
}

/** One account's place in a team's subscription. */
export class SeatDto {
  @ApiProperty()
  accountId!: string;
  @ApiProperty({ required: false })
  email?: string;
  @ApiProperty({ required: false })
  name?: string;
  @ApiProperty({ type: 'boolean' })
  held!: boolean;
  @ApiProperty({ type: 'boolean', description: 'Assigned in the account portal.' })
  direct!: boolean;
  @ApiProperty({ type: 'boolean', description: 'Held, while no site of the team knows the person.' })
  unused!: boolean;
  @ApiProperty({ type: [SeatUseDto] })
  uses!: SeatUseDto[];
  @ApiProperty({ format: 'date-time', required: false })
  heldSince?: string;
}

/** Filters of seats. */
export class SeatQueryDto extends SearchQueryDto {
  @OneOf(['email', '-email', 'name', '-name'], { optional: true, default: 'email' })
  sort?: string;
  @YesNoFilter('Whether the seat is held; `true` when absent.')
  held?: boolean;
  @YesNoFilter('Whether a person uses it.')
  used?: boolean;
}

/** Whom a seat is assigned to. */
export class AssignSeatDto {
  @Email()
  email!: string;
}

/** Who got it. */
export class AssignedSeatDto {
  @ApiProperty()
  accountId!: string;
}

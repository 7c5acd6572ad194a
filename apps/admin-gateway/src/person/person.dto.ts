import { ApiProperty } from '@nestjs/swagger';

/** A thing with a name. */
export class NamedDto {
  @ApiProperty()
  id!: string;
  @ApiProperty()
  name!: string;
}

/** Who acted. */
export class PartyDto {
  @ApiProperty({ enum: ['user', 'service', 'system'] })
  kind!: string;
  @ApiProperty()
  id!: string;
  @ApiProperty({ required: false, description: 'What people call them, where it is known.' })
  name?: string;
}

/** How far activating somebody is. */
export class ActivationDto {
  @ApiProperty({ enum: ['none', 'activating', 'active', 'refused', 'timed-out'] })
  state!: string;
  @ApiProperty({ type: 'integer' })
  attempt!: number;
  @ApiProperty({ required: false })
  code?: string;
  @ApiProperty({ required: false, description: 'Why not, in words.' })
  reason?: string;
  @ApiProperty({
    required: false,
    enum: ['identity', 'licensing', 'directory'],
    description: 'Who owes the next answer.',
  })
  waitingFor?: string;
}

/** A person's seat. */
export class PersonSeatDto {
  @ApiProperty({ type: 'boolean' })
  held!: boolean;
  @ApiProperty({ required: false, description: 'Why there is none.' })
  refusal?: string;
}

/** The newest invitation of a person. */
export class InvitationStateDto {
  @ApiProperty({ enum: ['issued', 'sent', 'failed', 'accepted', 'void'] })
  state!: string;
  @ApiProperty({ format: 'date-time' })
  issuedAt!: string;
  @ApiProperty({ format: 'date-time' })
  expiresAt!: string;
  @ApiProperty({ required: false, description: 'Why the mail could not be sent.' })
  failure?: string;
}

/** That identity, seat and site status disagree. */
export class DriftDto {
  @ApiProperty()
  kind!: string;
  @ApiProperty({ enum: ['active', 'inactive'] })
  suggestion!: string;
  @ApiProperty({ format: 'date-time' })
  since!: string;
  @ApiProperty({ type: PartyDto })
  by!: PartyDto;
}

/** A person of a site. Fields the caller may not see are absent. */
export class PersonDto {
  @ApiProperty()
  id!: string;
  @ApiProperty()
  siteId!: string;
  @ApiProperty({ description: 'For If-Match.' })
  etag!: string;
  @ApiProperty({ format: 'date-time' })
  createdAt!: string;
  @ApiProperty({
    required: false,
    type: 'boolean',
    description: 'Erased for good: what was personal reads `[erased]`.',
  })
  erased?: boolean;
  @ApiProperty({ required: false })
  firstName?: string;
  @ApiProperty({ required: false, description: 'Empty for somebody with a single name.' })
  lastName?: string;
  @ApiProperty({ required: false })
  name?: string;
  @ApiProperty({ required: false })
  login?: string;
  @ApiProperty({ required: false })
  email?: string;
  @ApiProperty({ required: false, enum: ['active', 'disabled'] })
  status?: string;
  @ApiProperty({ required: false, type: ActivationDto })
  activation?: ActivationDto;
  @ApiProperty({ required: false, enum: ['Created', 'Pending'], description: 'Absent while no account is linked.' })
  accountStatus?: string;
  @ApiProperty({
    required: false,
    format: 'date-time',
    description: 'Locked Until: nobody signs in to the account before; absent once the lock has ended.',
  })
  lockedUntil?: string;
  @ApiProperty({
    required: false,
    type: 'boolean',
    description: 'Subscribe to all Security emails; absent while nobody chose: then Admins get them.',
  })
  securityEmails?: boolean;
  @ApiProperty({ required: false, type: 'boolean', description: 'The account was there before: linked, not created.' })
  existingAccount?: boolean;
  @ApiProperty({ required: false, type: PersonSeatDto })
  seat?: PersonSeatDto;
  @ApiProperty({ required: false, type: InvitationStateDto })
  invitation?: InvitationStateDto;
  @ApiProperty({ required: false, type: [NamedDto] })
  roles?: NamedDto[];
  @ApiProperty({ required: false, type: [String] })
  projectIds?: string[];
  @ApiProperty({ required: false, type: [String] })
  groupIds?: string[];
  @ApiProperty({ required: false })
  externalId?: string;
  @ApiProperty({ required: false, type: DriftDto })
  drift?: DriftDto;
}

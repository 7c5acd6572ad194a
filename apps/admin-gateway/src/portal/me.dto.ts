import { ApiProperty } from '@nestjs/swagger';
import { NamedDto } from '../person/person.dto.js';
import { IdField } from '../http/fields.js';

/** The caller on one site. */
export class MembershipDto {
  @ApiProperty()
  siteId!: string;
  @ApiProperty()
  slug!: string;
  @ApiProperty()
  siteName!: string;
  @ApiProperty()
  teamId!: string;
  @ApiProperty()
  personId!: string;
  @ApiProperty({ enum: ['active', 'disabled'] })
  status!: string;
  @ApiProperty({ enum: ['Created', 'Pending'] })
  accountStatus!: string;
}

/** A team the caller administers. */
export class AdministeredTeamDto {
  @ApiProperty()
  id!: string;
  @ApiProperty()
  name!: string;
  @ApiProperty({ enum: ['primary', 'secondary'] })
  rank!: string;
}

/** The caller. */
export class MeDto {
  @ApiProperty()
  accountId!: string;
  @ApiProperty()
  email!: string;
  @ApiProperty()
  firstName!: string;
  @ApiProperty()
  lastName!: string;
  @ApiProperty({ type: 'boolean' })
  mustChangePassword!: boolean;
  @ApiProperty({ type: [MembershipDto] })
  sites!: MembershipDto[];
  @ApiProperty({ type: [AdministeredTeamDto] })
  teams!: AdministeredTeamDto[];
}

/** Where the caller’s rights are asked for. */
export class MyAccessQueryDto {
  @IdField()
  site!: string;
}

/** What the caller may do on a site, so that a page shows only what works. */
export class MyAccessDto {
  @ApiProperty()
  siteId!: string;
  @ApiProperty()
  personId!: string;
  @ApiProperty({ type: [NamedDto] })
  roles!: NamedDto[];
  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'boolean' },
    description: 'By name of the right: seePeople, createPerson, changeStatus, accessAdmin, …',
  })
  may!: Record<string, boolean>;
}

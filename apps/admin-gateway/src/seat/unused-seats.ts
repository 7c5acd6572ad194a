import { Injectable } from '@nestjs/common';
import type { AccountId, ReadModel, SiteId, TeamId } from '@rollcall/event-sourcing';
import { InjectReadModel } from '@rollcall/service-kit';
import { type MemberRow, membersDeclaration } from '../read-models/members.composition.js';
import { peopleDeclaration } from '../read-models/people.composition.js';
import type { PersonRow } from '../read-models/person-row.js';
import type { SeatRow } from '../read-models/seats.composition.js';
import { type SiteRow, sitesDeclaration } from '../read-models/sites.composition.js';
import type { SeatDto } from './seat.dto.js';

/** Shows seats, and tells which are held by somebody no site of the team knows (LIC-09). */
@Injectable()
export class UnusedSeats {
  constructor(
    @InjectReadModel(membersDeclaration) private readonly members: ReadModel<MemberRow>,
    @InjectReadModel(peopleDeclaration) private readonly people: ReadModel<PersonRow>,
    @InjectReadModel(sitesDeclaration) private readonly sites: ReadModel<SiteRow>,
  ) {}

  /** A seat as its team's admins see it. */
  async view(row: SeatRow): Promise<SeatDto> {
    const { accountId, held, direct, heldSince, email, name } = row;
    return {
      ...{ accountId, held, direct },
      ...(email !== '' && { email }),
      ...(name !== '' && { name }),
      unused: held && row.uses.length === 0 && !(await this.known(row)),
      uses: row.uses.map(({ personId, siteId }) => ({ personId, siteId })),
      ...(heldSince !== undefined && { heldSince }),
    };
  }

  /** By a link on a site of the team, or without one by the email of somebody's record there. */
  private async known({ accountId, teamId, emailIndex }: SeatRow): Promise<boolean> {
    const { rows } = await this.members.find({ scope: { account: accountId as AccountId }, limit: 500 });
    if (rows.some((row) => row.teamId === teamId)) return true;
    const sites = await this.sites.find({ scope: { team: teamId as TeamId }, limit: 500 });
    const where = { emailIndex };
    const found = sites.rows.map(({ id }) => this.people.count({ scope: { site: id as SiteId }, where }));
    return emailIndex !== '' && (await Promise.all(found)).some(({ count }) => count > 0);
  }
}

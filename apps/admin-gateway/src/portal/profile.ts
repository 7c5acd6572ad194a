import { Inject, Injectable } from '@nestjs/common';
import { type AccountFacet, accountFacet, type TeamFacet, teamFacet } from '@rollcall/contracts';
import type { Caller } from '../access/caller.js';
import { Members } from '../access/members.js';
import { notFound } from '../http/upstream.js';
import { Facets } from '../read-models/facets.js';
import { teamAdminKind, teams } from '../read-models/teams.composition.js';
import type { MeDto } from './me.dto.js';

/** Gathers what the caller is told about themselves. */
@Injectable()
export class Profile {
  constructor(
    @Inject(Facets) private readonly facets: Facets,
    @Inject(Members) private readonly members: Members,
  ) {}

  /** The caller with their sites, and the teams they administer, with or without a person on their sites (LIC-21). */
  async of({ accountId, mustChangePassword }: Caller): Promise<MeDto> {
    const account = (await this.facets.one<AccountFacet>(accountFacet.kind, accountId))?.state;
    if (!account) throw notFound();
    const { email, firstName, lastName } = account.personal;
    const memberships = await this.members.of(accountId);
    const teamIds = await this.facets.rowsJoinedBy(teams, teamAdminKind, accountId);
    const administered = await this.facets.many<TeamFacet>(teamFacet.kind, teamIds);
    return {
      ...{ accountId, email, firstName, lastName, mustChangePassword },
      sites: memberships.map(({ siteId, slug, siteName, teamId, personId, status, accountStatus }) => ({
        ...{ siteId, slug, siteName, teamId, personId, status, accountStatus },
      })),
      teams: administered.flatMap(({ key, state }) =>
        (state?.admins ?? [])
          .filter((admin) => admin.accountId === accountId)
          .map(({ rank }) => ({ id: key, name: state?.name ?? '', rank })),
      ),
    };
  }
}

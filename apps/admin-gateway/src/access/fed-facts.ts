import { Inject, Injectable } from '@nestjs/common';
import {
  type AccountFacet,
  accountFacet,
  type AssignmentsFacet,
  assignmentsFacet,
  type PersonFacet,
  personFacet,
  type SessionFacet,
  sessionFacet,
  type TeamFacet,
  teamFacet,
} from '@rollcall/contracts';
import type { AccountId, Clock, Facet, ReadModel } from '@rollcall/event-sourcing';
import { CLOCK, InjectReadModel } from '@rollcall/service-kit';
import { Facets } from '../read-models/facets.js';
import { type MemberRow, membersDeclaration } from '../read-models/members.composition.js';
import { sessionsDeclaration } from '../read-models/sessions.composition.js';
import { hasEnded } from '../sign-in/session-end.js';
import type { HeldAccess, MemberFacts, OpenSession, PersonOnSite } from './member-facts.js';
import { SitePolicies } from './site-policies.js';

/** What the services have published, as this gateway keeps it. */
@Injectable()
export class FedFacts implements MemberFacts {
  constructor(
    @Inject(Facets) private readonly facets: Facets,
    @Inject(SitePolicies) private readonly policies: SitePolicies,
    @Inject(CLOCK) private readonly clock: Clock,
    @InjectReadModel(membersDeclaration) private readonly rows: ReadModel<MemberRow>,
  ) {}

  /** A session ends with its account, too: both as the one read model knows them that a sign-in waits for. */
  async session(sessionId: string): Promise<OpenSession | undefined> {
    const session = (await this.facets.one<SessionFacet>(sessionFacet.kind, sessionId))?.state;
    if (!session) return undefined;
    const { kind } = accountFacet;
    const account = (await this.facets.one<AccountFacet>(kind, session.accountId, sessionsDeclaration))?.state;
    if (!account || hasEnded({ session, account, now: this.clock.now() })) return undefined;
    return { ...session, mustChangePassword: account.mustChangePassword };
  }

  /** Whether a session has been heard of, however it stands. */
  async hasHeardOf(sessionId: string): Promise<boolean> {
    return (await this.facets.one(sessionFacet.kind, sessionId)) !== undefined;
  }

  /** One row a person. */
  async memberships(accountId: string, siteId?: string): Promise<readonly MemberRow[]> {
    const scope = { account: accountId as AccountId };
    const where = siteId !== undefined && { where: { siteId } };
    return (await this.rows.find({ scope, ...where, limit: 500 })).rows;
  }

  /** As the rows were composed of it. */
  person({ personId }: PersonOnSite): Promise<Facet<PersonFacet> | undefined> {
    return this.facets.one<PersonFacet>(personFacet.kind, personId, membersDeclaration);
  }

  /** With every role of the site. */
  async access({ personId, siteId }: PersonOnSite): Promise<HeldAccess> {
    const [assignments, policy] = await Promise.all([
      this.facets.one<AssignmentsFacet>(assignmentsFacet.kind, personId, membersDeclaration),
      this.policies.of(siteId),
    ]);
    return { assignments, policy };
  }

  async team(teamId: string): Promise<TeamFacet | undefined> {
    return (await this.facets.one<TeamFacet>(teamFacet.kind, teamId))?.state;
  }
}

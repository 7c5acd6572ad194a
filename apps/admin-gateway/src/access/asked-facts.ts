import { Inject, Injectable } from '@nestjs/common';
import {
  type AssignmentsFacet,
  assignmentsFacet,
  type FacetKind,
  type LinkFacet,
  type PersonFacet,
  personFacet,
  type RoleFacet,
  roleFacet,
  type SessionFacet,
  type SiteFacet,
  siteFacet,
  type TeamFacet,
  teamFacet,
} from '@rollcall/contracts';
import { type Facet, streamVersion } from '@rollcall/event-sourcing';
import { compile, roleFrom } from '@rollcall/permission-engine';
import { notFound, path } from '../http/upstream.js';
import { Facets } from '../read-models/facets.js';
import { type MemberRow, memberRow } from '../read-models/members.composition.js';
import type { HeldAccess, MemberFacts, OpenSession, PersonOnSite } from './member-facts.js';
import { OwnerQuestions } from './owner-questions.js';

/** What identity says of a session and of its account. */
type CurrentSession = SessionFacet & Readonly<{ open: boolean; mustChangePassword: boolean }>;

/** What authorization says of a site's roles. */
type SiteRoles = Readonly<{ roles: readonly (RoleFacet & Readonly<{ version: string }>)[] }>;

/** What the owners say when they are asked: never behind, in the shape of their feeds. */
@Injectable()
export class AskedFacts implements MemberFacts {
  constructor(
    @Inject(OwnerQuestions) private readonly owners: OwnerQuestions,
    @Inject(Facets) private readonly facets: Facets,
  ) {}

  /** Whether it is open is identity's to say. */
  async session(sessionId: string): Promise<OpenSession | undefined> {
    const session = (await this.owners.ask<CurrentSession>('identity', path`/sessions/${sessionId}`))?.body;
    return session?.open === true ? session : undefined;
  }

  /** Identity knows whom the account is linked to, directory how they stand there. */
  async memberships(accountId: string, siteId?: string): Promise<readonly MemberRow[]> {
    const at = path`/accounts/${accountId}/links` + (siteId === undefined ? '' : path`?site=${siteId}`);
    const told = await this.owners.ask<Readonly<{ links: readonly LinkFacet[] }>>('identity', at);
    // Another site's link must never open this one, whatever was answered.
    const links = told?.body.links.filter((link) => siteId === undefined || link.siteId === siteId) ?? [];
    const rows = await Promise.all(links.map((link) => this.row(link)));
    return rows.filter((row) => row !== undefined);
  }

  /** Somebody of another site is nobody. */
  person({ siteId, personId }: PersonOnSite): Promise<Facet<PersonFacet> | undefined> {
    return this.facet(personFacet, personId, path`/sites/${siteId}/people/${personId}`);
  }

  /** With every role of the site: what a member may grant is measured by roles they do not hold. */
  async access({ siteId, personId }: PersonOnSite): Promise<HeldAccess> {
    const held = path`/sites/${siteId}/people/${personId}/assignments`;
    const [assignments, told, site] = await Promise.all([
      this.facet<AssignmentsFacet>(assignmentsFacet, personId, held),
      this.owners.ask<SiteRoles>('authorization', path`/sites/${siteId}/roles`),
      this.site(siteId),
    ]);
    if (!told || !site?.state) throw notFound();
    const roles = told.body.roles.flatMap(({ version, ...state }) => {
      const { source, kind } = roleFacet;
      return roleFrom({ source, kind, key: state.roleId, version: streamVersion(BigInt(version)), state }) ?? [];
    });
    return { assignments, policy: compile({ accessModel: site.state.accessModel, roles }) };
  }

  async team(teamId: string): Promise<TeamFacet | undefined> {
    return (await this.facet<TeamFacet>(teamFacet, teamId, path`/teams/${teamId}`))?.state;
  }

  private async row(link: LinkFacet): Promise<MemberRow | undefined> {
    const [person, site] = await Promise.all([this.person(link), this.site(link.siteId)]);
    return memberRow(link.personId, link, person?.state, site?.state);
  }

  /** Asked for only where it is new: what is read of a site stands since it was opened. */
  private async site(siteId: string): Promise<Facet<SiteFacet> | undefined> {
    const known = await this.facets.one<SiteFacet>(siteFacet.kind, siteId);
    return known ?? this.facet<SiteFacet>(siteFacet, siteId, path`/sites/${siteId}`);
  }

  private async facet<State>({ source, kind }: FacetKind, key: string, at: string): Promise<Facet<State> | undefined> {
    const told = await this.owners.ask<State>(source, at);
    return told && { source, kind, key, version: told.version ?? streamVersion(0), state: told.body };
  }
}

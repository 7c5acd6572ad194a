import type { AssignmentsFacet, PersonFacet, SessionFacet, TeamFacet } from '@rollcall/contracts';
import type { Facet } from '@rollcall/event-sourcing';
import type { Policy } from '@rollcall/permission-engine';
import type { MemberRow } from '../read-models/members.composition.js';

/** A session that goes on as far as identity is concerned. */
export type OpenSession = SessionFacet & Readonly<{ mustChangePassword: boolean }>;
/** One person of one site. */
export type PersonOnSite = Pick<MemberRow, 'personId' | 'siteId'>;
/** The roles a person holds, and all roles of the site. */
export type HeldAccess = Readonly<{ assignments: Facet<AssignmentsFacet> | undefined; policy: Policy }>;

/**
 * Everything that is decided on when a request comes, in one shape wherever it is from: the feeds of the services, or,
 * where a feed is stale, the services themselves (DESIGN section 5).
 */
export interface MemberFacts {
  /** `undefined` for an unknown session and for one that is over. */
  session(sessionId: string): Promise<OpenSession | undefined>;
  /** The people an account is: on one site, or everywhere. */
  memberships(accountId: string, siteId?: string): Promise<readonly MemberRow[]>;
  /** A person as directory has them. */
  person(of: PersonOnSite): Promise<Facet<PersonFacet> | undefined>;
  /** @throws Refused `not-found` for a site nobody knows. */
  access(of: PersonOnSite): Promise<HeldAccess>;
  /** A team with its admins. */
  team(teamId: string): Promise<TeamFacet | undefined>;
}

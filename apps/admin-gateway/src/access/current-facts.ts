import { Inject, Injectable } from '@nestjs/common';
import type { PersonFacet, TeamFacet } from '@rollcall/contracts';
import type { Facet } from '@rollcall/event-sourcing';
import type { MemberRow } from '../read-models/members.composition.js';
import { AskedFacts } from './asked-facts.js';
import { FedFacts } from './fed-facts.js';
import { Freshness, type View } from './freshness.js';
import type { HeldAccess, MemberFacts, OpenSession, PersonOnSite } from './member-facts.js';

/**
 * What this gateway keeps, as long as it is fresh; beyond that, what the owners say when asked. Each view for itself: a
 * feed that is stale costs questions about what it tells of, and nothing else.
 * @throws DependencyAway where an owner has to be asked and does not answer: nobody gets by (STO-8).
 */
@Injectable()
export class CurrentFacts implements MemberFacts {
  constructor(
    @Inject(Freshness) private readonly freshness: Freshness,
    @Inject(FedFacts) private readonly fed: MemberFacts & Pick<FedFacts, 'hasHeardOf'>,
    @Inject(AskedFacts) private readonly asked: MemberFacts,
  ) {}

  /** Of identity. One that began a moment ago may not have been heard of: only its owner knows that there is none. */
  async session(sessionId: string): Promise<OpenSession | undefined> {
    if (!(await this.freshness.isFresh('session'))) return this.asked.session(sessionId);
    const session = await this.fed.session(sessionId);
    if (session) return session;
    // Looked up anew where it has been heard of: it may have arrived in between.
    return ((await this.fed.hasHeardOf(sessionId)) ? this.fed : this.asked).session(sessionId);
  }
  /** Of identity and directory. */
  async memberships(accountId: string, siteId?: string): Promise<readonly MemberRow[]> {
    return (await this.source('membership')).memberships(accountId, siteId);
  }
  /** Of directory. */
  async person(of: PersonOnSite): Promise<Facet<PersonFacet> | undefined> {
    return (await this.source('membership')).person(of);
  }
  /** Of authorization. */
  async access(of: PersonOnSite): Promise<HeldAccess> {
    return (await this.source('access')).access(of);
  }
  /** Of licensing. */
  async team(teamId: string): Promise<TeamFacet | undefined> {
    return (await this.source('administration')).team(teamId);
  }

  private async source(view: View): Promise<MemberFacts> {
    return (await this.freshness.isFresh(view)) ? this.fed : this.asked;
  }
}

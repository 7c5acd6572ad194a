import { Inject, Injectable } from '@nestjs/common';
import { type AssignmentsFacet, assignmentsFacet, type PersonFacet, personFacet } from '@rollcall/contracts';
import { type AccountId, DependencyAway, type ReadModel, reject } from '@rollcall/event-sourcing';
import { subjectFrom } from '@rollcall/permission-engine';
import { InjectReadModel, Refused } from '@rollcall/service-kit';
import { notFound } from '../http/upstream.js';
import { Facets } from '../read-models/facets.js';
import { type MemberRow, membersDeclaration } from '../read-models/members.composition.js';
import type { Caller, Member } from './caller.js';
import { Freshness } from './freshness.js';
import { memberOf } from './member-of.js';
import { SiteEntry } from './site-entry.js';
import { SitePolicies } from './site-policies.js';

/** Finds out as whom an account is on a site. */
@Injectable()
export class Members {
  constructor(
    @Inject(Facets) private readonly facets: Facets,
    @Inject(SitePolicies) private readonly policies: SitePolicies,
    @Inject(Freshness) private readonly freshness: Freshness,
    @Inject(SiteEntry) private readonly entry: SiteEntry,
    @InjectReadModel(membersDeclaration) private readonly rows: ReadModel<MemberRow>,
  ) {}

  /** The people an account is, one per site. */
  async of(accountId: string): Promise<readonly MemberRow[]> {
    return (await this.rows.find({ scope: { account: accountId as AccountId }, limit: 500 })).rows;
  }

  /**
   * The caller as a person of a site, entered on the first request (IDN-06).
   * @throws Refused `not-found` for a site they are no member of; `not-permitted` while they are disabled there.
   */
  async require(caller: Caller, siteId: string): Promise<Member> {
    const where = { siteId };
    const found = await this.rows.find({ scope: { account: caller.accountId as AccountId }, where, limit: 500 });
    // An account of a person who was replaced may be linked twice; the active one counts.
    const row = found.rows.find(({ status }) => status === 'active') ?? found.rows[0];
    if (!row) throw notFound();
    // Directory and authorization own what is decided on, and their newest word has not arrived here: nobody gets by.
    if (!(await this.freshness.isFresh())) throw new DependencyAway('this gateway’s view of people and roles is old');
    const member = await this.load(caller, row);
    if (member.subject.status !== 'active')
      throw new Refused(reject('not-permitted', 'You are disabled on this site.'));
    if (row.accountStatus === 'Pending') await this.entry.enter(row);
    return member;
  }

  private async load(caller: Caller, { personId, siteId, teamId }: MemberRow): Promise<Member> {
    const [person, assignments, policy] = await Promise.all([
      this.facets.one<PersonFacet>(personFacet.kind, personId, membersDeclaration),
      this.facets.one<AssignmentsFacet>(assignmentsFacet.kind, personId, membersDeclaration),
      this.policies.of(siteId),
    ]);
    const subject = subjectFrom({ personId, person, assignments, session: 'valid' });
    return memberOf({ caller, siteId, teamId, personId, subject, policy });
  }
}

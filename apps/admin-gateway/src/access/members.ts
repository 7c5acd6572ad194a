import { Inject, Injectable } from '@nestjs/common';
import { reject } from '@rollcall/event-sourcing';
import { subjectFrom } from '@rollcall/permission-engine';
import { Refused } from '@rollcall/service-kit';
import { notFound } from '../http/upstream.js';
import type { MemberRow } from '../read-models/members.composition.js';
import type { Caller, Member } from './caller.js';
import { CurrentFacts } from './current-facts.js';
import type { MemberFacts } from './member-facts.js';
import { memberOf } from './member-of.js';
import { SiteEntry } from './site-entry.js';

/** Finds out as whom an account is on a site. */
@Injectable()
export class Members {
  constructor(
    @Inject(CurrentFacts) private readonly facts: MemberFacts,
    @Inject(SiteEntry) private readonly entry: SiteEntry,
  ) {}

  /** The people an account is, one per site. */
  async of(accountId: string): Promise<readonly MemberRow[]> {
    return onePerSite(await this.facts.memberships(accountId));
  }

  /**
   * The caller as a person of a site, entered on the first request (IDN-06).
   * @throws Refused `not-found` for a site they are no member of; `not-permitted` while they are disabled there.
   * DependencyAway while nobody can say.
   */
  async require(caller: Caller, siteId: string): Promise<Member> {
    const [row] = onePerSite(await this.facts.memberships(caller.accountId, siteId));
    if (!row) throw notFound();
    const member = await this.load(caller, row);
    if (member.subject.status !== 'active')
      throw new Refused(reject('not-permitted', 'You are disabled on this site.'));
    if (row.accountStatus === 'Pending') await this.entry.enter(row);
    return member;
  }

  private async load(caller: Caller, row: MemberRow): Promise<Member> {
    const { personId, siteId, teamId } = row;
    const [person, { assignments, policy }] = await Promise.all([this.facts.person(row), this.facts.access(row)]);
    const subject = subjectFrom({ personId, person, assignments, session: 'valid' });
    return memberOf({ caller, siteId, teamId, personId, subject, policy });
  }
}

/** An account of a person who was replaced may be linked twice on a site; the active one counts. */
function onePerSite(rows: readonly MemberRow[]): readonly MemberRow[] {
  const bySite = Map.groupBy(rows, ({ siteId }) => siteId).values();
  return [...bySite].flatMap((found) => found.find(({ status }) => status === 'active') ?? found[0] ?? []);
}

import { Inject, Injectable } from '@nestjs/common';
import type { Cryptography } from '@rollcall/event-sourcing';
import { CRYPTOGRAPHY } from '@rollcall/service-kit';
import type { Caller } from '../access/caller.js';
import { CurrentFacts } from '../access/current-facts.js';
import type { MemberFacts, OpenSession } from '../access/member-facts.js';
import { LastSeen } from './last-seen.js';
import { hasLostItsPeople } from './session-end.js';

/** Checks a session token against what is known of its session, its account and the account's people. */
@Injectable()
export class SessionCheck {
  constructor(
    @Inject(CRYPTOGRAPHY) private readonly cryptography: Cryptography,
    @Inject(CurrentFacts) private readonly facts: MemberFacts,
    @Inject(LastSeen) private readonly lastSeen: LastSeen,
  ) {}

  /** Whose token this is; `undefined` for an unknown or ended session and for one of another kind. */
  async check(token: string, kind: Caller['kind']): Promise<Caller | undefined> {
    const session = await this.open(this.cryptography.digest(token));
    if (session?.kind !== kind || !(await this.lastSeen.isWithin(session))) return undefined;
    return callerOf(session);
  }

  /** The caller of a session that goes on; also asked by open event streams, which are no sign of life. */
  async callerOf(sessionId: string): Promise<Caller | undefined> {
    const session = await this.open(sessionId);
    return session && callerOf(session);
  }

  private async open(sessionId: string): Promise<OpenSession | undefined> {
    const session = await this.facts.session(sessionId);
    if (!session) return undefined;
    const people = await this.facts.memberships(session.accountId);
    return hasLostItsPeople(session, people) ? undefined : session;
  }
}

const callerOf = ({ accountId, sessionId, kind, startedAt, expiresAt, mustChangePassword }: OpenSession): Caller => ({
  ...{ accountId, sessionId, kind, startedAt, expiresAt, mustChangePassword },
});

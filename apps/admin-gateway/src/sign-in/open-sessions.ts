import { Inject, Injectable } from '@nestjs/common';
import type { AccountId, Clock, ReadModel } from '@rollcall/event-sourcing';
import { CLOCK, InjectReadModel } from '@rollcall/service-kit';
import { type SessionRow, sessionsDeclaration } from '../read-models/sessions.composition.js';
import { LastSeen } from './last-seen.js';
import type { OpenSessionDto } from './open-sessions.dto.js';
import { hasEnded } from './session-end.js';

/** So many of an account's newest sessions are looked through: they end within hours. */
const lookedThrough = 500;

/** Lists where an account is signed in (ASVS 7.5.2). */
@Injectable()
export class OpenSessions {
  constructor(
    @InjectReadModel(sessionsDeclaration) private readonly sessions: ReadModel<SessionRow>,
    @Inject(LastSeen) private readonly lastSeen: LastSeen,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Sessions that go on, the newest first; `here` is the one that is asked in. */
  async of(accountId: string, here?: string): Promise<readonly OpenSessionDto[]> {
    const now = this.clock.now();
    const scope = { account: accountId as AccountId };
    const { rows } = await this.sessions.find({ scope, sort: '-startedAt', limit: lookedThrough });
    const going = rows.filter((session) => {
      const { accountEndedAt: sessionsEndedAt } = session;
      const account = { status: 'completed', ...(sessionsEndedAt !== undefined && { sessionsEndedAt }) } as const;
      return !hasEnded({ session, account, now });
    });
    const listed = await Promise.all(going.map((session) => this.view(session, here)));
    return listed.filter((session) => session !== undefined);
  }

  /** Without those that rested for too long. */
  private async view(session: SessionRow, here: string | undefined): Promise<OpenSessionDto | undefined> {
    const { sessionId: id, kind, startedAt, expiresAt } = session;
    const seen = await this.lastSeen.seenAt(session);
    if (seen === 'too-long-ago') return undefined;
    return { id, kind, startedAt, expiresAt, ...(seen && { lastSeenAt: seen.toISOString() }), current: id === here };
  }
}

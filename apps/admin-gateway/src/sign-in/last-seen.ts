import { Inject, Injectable } from '@nestjs/common';
import type { SessionFacet } from '@rollcall/contracts';
import type { Clock, EphemeralStore } from '@rollcall/event-sourcing';
import { CLOCK, EPHEMERAL } from '@rollcall/service-kit';

/** Written at most this often per session, ms. */
const often = 60_000;

/** Ends sessions that were not used for longer than they may rest. Losing what is kept here lengthens no session (KRN-14). */
@Injectable()
export class LastSeen {
  constructor(
    @Inject(EPHEMERAL) private readonly ephemeral: EphemeralStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Whether the session’s pause was short enough; if so, this request is its newest sign of life. */
  async isWithin(session: SessionFacet): Promise<boolean> {
    // A program may rest; its token ends when it expires or is taken back.
    if (session.kind === 'token') return true;
    const now = this.clock.now().getTime();
    const stored = await this.ephemeral.get<number>(keyOf(session));
    if (isTooLongAgo(session, stored, now)) return false;
    if (stored === undefined || now - stored >= often)
      await this.ephemeral.compareAndSet(keyOf(session), stored, now, session.idleSeconds * 1000 + 2 * often);
    return true;
  }

  /** When a browser's session was last used, to the minute; looking is no sign of life. `undefined` for a program's. */
  async seenAt(session: SessionFacet): Promise<Date | 'too-long-ago' | undefined> {
    if (session.kind === 'token') return undefined;
    const stored = await this.ephemeral.get<number>(keyOf(session));
    if (isTooLongAgo(session, stored, this.clock.now().getTime())) return 'too-long-ago';
    return new Date(stored ?? session.startedAt);
  }
}

const keyOf = ({ sessionId }: SessionFacet): string => `last-seen/${sessionId}`;

const isTooLongAgo = ({ startedAt, idleSeconds }: SessionFacet, stored: number | undefined, now: number): boolean =>
  now - (stored ?? Date.parse(startedAt)) > idleSeconds * 1000 + often;

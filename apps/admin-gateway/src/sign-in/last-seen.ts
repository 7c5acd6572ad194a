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
  async isWithin({ sessionId, startedAt, idleSeconds, kind }: SessionFacet): Promise<boolean> {
    // A program may rest; its token ends when it expires or is taken back.
    if (kind === 'token') return true;
    const now = this.clock.now().getTime();
    const key = `last-seen/${sessionId}`;
    const stored = await this.ephemeral.get<number>(key);
    const seen = stored ?? Date.parse(startedAt);
    const idle = idleSeconds * 1000;
    if (now - seen > idle + often) return false;
    if (stored === undefined || now - stored >= often)
      await this.ephemeral.compareAndSet(key, stored, now, idle + 2 * often);
    return true;
  }
}

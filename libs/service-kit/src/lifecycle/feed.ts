import type { Clock, RelayRun } from '@rollcall/event-sourcing';

/** How far a service's publications are behind what happened: what a gateway judges freshness by (DESIGN section 5). */
export type FeedState = Readonly<{
  /** `live` and `catching-up` promise what `lagMs` says; no other word promises anything. */
  status: RelayRun['status'];
  /** So long ago everything that was decided by then had been published and acknowledged, ms; 0 when nothing is on its way. */
  lagMs: number;
}>;

/** What this service publishes, as far as it has come; attached by the lifecycle once the relay runs. */
export class Feed {
  private relay: Pick<RelayRun, 'status' | 'publishedUntil'> | undefined;

  constructor(private readonly clock: Clock) {}

  /** Called by the lifecycle when the relay runs. */
  attach(relay: Pick<RelayRun, 'status' | 'publishedUntil'>): void {
    this.relay = relay;
  }

  /** As it stands now. */
  get state(): FeedState {
    const until = this.relay?.publishedUntil();
    const lagMs = until ? Math.max(0, this.clock.now().getTime() - until.getTime()) : 0;
    return { status: this.relay?.status ?? 'starting', lagMs };
  }
}

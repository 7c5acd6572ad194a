import type { Clock, RelayRun } from '@rollcall/event-sourcing';

/** How far a service's publications are behind what happened: what a gateway judges freshness by (DESIGN section 5). */
export type FeedState = Readonly<{
  /** `live` is the only word that promises anything. */
  status: RelayRun['status'];
  /** Age of the oldest event on its way that is not yet acknowledged, ms; 0 when there is none. */
  lagMs: number;
}>;

/** What this service publishes, as far as it has come; attached by the lifecycle once the relay runs. */
export class Feed {
  private relay: Pick<RelayRun, 'status' | 'waitingSince'> | undefined;

  constructor(private readonly clock: Clock) {}

  /** Called by the lifecycle when the relay runs. */
  attach(relay: Pick<RelayRun, 'status' | 'waitingSince'>): void {
    this.relay = relay;
  }

  /** As it stands now. */
  get state(): FeedState {
    const since = this.relay?.waitingSince();
    const lagMs = since ? Math.max(0, this.clock.now().getTime() - since.getTime()) : 0;
    return { status: this.relay?.status ?? 'starting', lagMs };
  }
}

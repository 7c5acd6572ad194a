import type { Clock, RelayRun } from '@rollcall/event-sourcing';

/** How far a service's publications are behind what happened: what a gateway judges freshness by (DESIGN section 5). */
export type FeedState = Readonly<{
  /** `live` and `catching-up` promise what `lagMs` says; no other word promises anything. */
  status: RelayRun['status'];
  /** So long ago everything that was decided by then had been published and acknowledged, ms; 0 when nothing is on its way. */
  lagMs: number;
}>;

/** What a feed needs to know of its relay. */
type PublishingRelay = Pick<RelayRun, 'status' | 'publishedUntil' | 'behindSince'>;

/** What this service publishes, as far as it has come; attached by the lifecycle once the relay runs. */
export class Feed {
  private relay: PublishingRelay | undefined;

  constructor(private readonly clock: Clock) {}

  /** Called by the lifecycle when the relay runs. */
  attach(relay: PublishingRelay): void {
    this.relay = relay;
  }

  /** As it stands now, by the log itself. @throws DependencyAway when that cannot be asked. */
  async state(): Promise<FeedState> {
    const lagMs = this.since(await this.relay?.publishedUntil());
    return { status: this.relay?.status ?? 'starting', lagMs };
  }

  /** The lag as far as it is known without asking, ms. */
  get lagMs(): number {
    return this.since(this.relay?.behindSince());
  }

  private since(moment: Date | undefined): number {
    return moment ? Math.max(0, this.clock.now().getTime() - moment.getTime()) : 0;
  }
}

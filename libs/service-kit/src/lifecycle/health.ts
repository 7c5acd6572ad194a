import type { Follower } from './followers.js';

/**
 * What a service says about itself. Ready: every follower was caught up once since the start; from then on only stopping
 * changes it, because what needs a lost dependency answers 503 by itself. Live: no consumer of the bus died without a restart. A projection
 * or a relay that stopped over an error of its own code is not mended by a restart: a figure tells of it (KRN-10).
 */
export class Health {
  private caughtUp = false;
  private stopping = false;
  private followers: readonly Follower[] = [];

  /** Whether requests may be sent here. */
  get ready(): boolean {
    return this.caughtUp && !this.stopping;
  }

  /** Whether the process is worth keeping. */
  get live(): boolean {
    return !this.followers.some(({ role, failed }) => role === 'consumer' && failed());
  }

  /** Every follower, and whether it died. */
  get failures(): readonly (readonly [follower: string, failed: boolean])[] {
    return this.followers.map(({ name, failed }) => [name, failed()]);
  }
  /** Every follower, and whether it waits for something that is away. */
  get pauses(): readonly (readonly [follower: string, paused: boolean])[] {
    return this.followers.map(({ name, paused }) => [name, paused()]);
  }

  /** What runs is known now; readiness waits for {@link reached}. */
  watch(followers: readonly Follower[]): void {
    this.followers = followers;
  }
  /** Everything was caught up once. */
  reached(): void {
    this.caughtUp = true;
  }
  /** The end has begun. */
  stop(): void {
    this.stopping = true;
  }
}

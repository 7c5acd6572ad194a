import type { Follower } from './followers.js';

/**
 * What a service says about itself. Ready: every follower was caught up once since the start; from then on only stopping
 * changes it, because what needs a lost dependency answers 503 by itself. Live: no follower died without a restart.
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
    return !this.followers.some((follower) => follower.failed());
  }

  /** Names of the followers that died. */
  get dead(): readonly string[] {
    return this.followers.filter((follower) => follower.failed()).map(({ name }) => name);
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

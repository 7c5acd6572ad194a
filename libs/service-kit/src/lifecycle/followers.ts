import type { LogRun, RelayRun, CompositionRun, DeadlineRun, Subscription } from '@rollcall/event-sourcing';

/** One thing that follows a log or the bus, as the lifecycle sees it. */
export type Follower = Readonly<{
  name: string;
  /** `relay` publishes what the service did, `consumer` reads the bus, `log` reads the service's own log. */
  role: 'relay' | 'consumer' | 'log';
  /** Whether it died of its own error. */
  failed: () => boolean;
  /** Whether it waits for something that is away, or for another instance that does its work. */
  paused: () => boolean;
  /** What it died of, or is waiting for. */
  failure: () => unknown;
  /** Messages or events not handled yet, where it is known. */
  lag: () => number | undefined;
  /** Resolves when everything there was at the time of the call is handled. */
  quiet: () => Promise<void>;
  stop: () => Promise<void>;
}>;

/** A relay as a follower. */
export const relayFollower = (name: string, run: RelayRun): Follower => ({
  name,
  role: 'relay',
  failed: () => run.status === 'failed',
  paused: () => run.status === 'paused',
  failure: () => run.failure,
  lag: () => undefined,
  quiet: () => run.quiet(),
  stop: () => run.stop(),
});

/** An own-log projection, or the erasure, as a follower. */
export const logFollower = (name: string, run: LogRun): Follower => ({
  name,
  role: 'log',
  failed: () => run.status === 'failed',
  paused: () => run.status === 'paused',
  failure: () => run.failure,
  lag: () => undefined,
  quiet: () => run.quiet(),
  stop: () => run.stop(),
});

/** A composition as a follower. */
export const compositionFollower = (name: string, run: CompositionRun): Follower => ({
  name,
  role: 'consumer',
  failed: () => run.subscription.status === 'failed',
  paused: () => run.subscription.status === 'paused',
  failure: () => run.failure,
  lag: () => Number(run.subscription.lag),
  quiet: () => run.quiet(),
  stop: () => run.stop(),
});

/** An observer of the bus as a follower. */
export const observerFollower = (name: string, subscription: Subscription): Follower => ({
  name,
  role: 'consumer',
  failed: () => subscription.status === 'failed',
  paused: () => subscription.status === 'paused',
  failure: () => undefined,
  lag: () => Number(subscription.lag),
  quiet: () => subscription.quiet(),
  stop: async () => subscription[Symbol.asyncDispose](),
});

/** Deadlines as a follower. */
export const deadlineFollower = (name: string, run: DeadlineRun): Follower => ({
  name,
  role: 'log',
  failed: () => run.follower.status === 'failed',
  paused: () => run.follower.status === 'paused',
  failure: () => run.failure ?? run.follower.failure,
  lag: () => undefined,
  quiet: () => run.quiet(),
  stop: () => run.stop(),
});

import type { Awaitable } from './brand.js';
import type { Facet } from './facet.js';
import type { Metadata } from './message.js';

/** A contract event: what happened, the facet as it stands, and who may order it (`key`, always the facet's key). */
export type Envelope<D = unknown, S = unknown> = Readonly<{
  /** UUIDv5(event id, index): publishing again is recognised. */
  id: string;
  /** `rollcall.<service>.<thing>-<happened>.v<N>`. */
  type: string;
  /** `/rollcall/<service>`. */
  source: string;
  /** `rollcall.<service>.v1`. */
  topic: string;
  key: string;
  facet?: Facet<S>;
  data: D;
  metadata: Omit<Metadata, 'schema' | 'hash' | 'commandId'>;
}>;

/** `park` is for this message only; a dependency that is away is thrown, and pauses the partition as long as it takes. */
export type Verdict = 'ack' | Readonly<{ park: string }>;

/**
 * How a group handles its messages. `each`: one verdict per message, in order per key; whatever it throws means "a
 * dependency is away": the partition pauses and the message is handed over again with backoff (KRN-10). `batch`: many
 * messages at once, for work that cannot fail by message (facets); a throw repeats the batch.
 */
export type Handling =
  | Readonly<{ each: (message: Envelope) => Awaitable<Verdict> }>
  | Readonly<{
      batch: (messages: readonly Envelope[]) => Awaitable<void>;
      /**
       * Facet kinds it cares for: a bus may pass over what says in its headers that it carries another, or a lower
       * version of what is handed over with it.
       */
      facets?: readonly string[];
      /** Somebody waits for what it keeps up to date: a bus lets it go ahead of the group's neighbours in the process. */
      urgent?: boolean;
    }>;

/** Where a subscription is in its life. `paused`: something it needs is away; `failed`: it has died and does not come back by itself. */
export type SubscriptionStatus = 'starting' | 'catching-up' | 'live' | 'paused' | 'stopped' | 'failed';
/** A group’s or an observer’s place on its topics, from when it was opened until it is disposed of. */
export interface Subscription extends AsyncDisposable {
  readonly id: string;
  readonly status: SubscriptionStatus;
  /** Messages of its topics not yet handled. */
  readonly lag: bigint;
  /** Resolves when everything published before the call was handled or parked; rejects when the subscription ends first. */
  quiet(): Promise<void>;
}

/** A message set aside, with the bytes as received; later ones of its key wait behind it (KRN-11). */
export type ParkedMessage = Readonly<{
  id: string;
  group: string;
  topic: string;
  key: string;
  type: string;
  reason: string;
  /** `cause`: the message that failed; `behind`: one that waits for it. */
  place: 'cause' | 'behind';
  parkedAt: Date;
}>;
export interface ParkedMessages {
  list(group?: string): Promise<readonly ParkedMessage[]>;
  /**
   * Hands the key's messages over again, in order; those that fail again stay parked.
   * @throws NoMember when nobody of the group is there to take them: they stay parked.
   */
  redrive(group: string, key: string): Promise<void>;
  /**
   * Drops one parked cause for good; the caller audits who and why. Those behind it are handed over again.
   * @throws NoMember when nobody of the group is there to take those: nothing is dropped.
   */
  skip(id: string): Promise<void>;
}

/**
 * Nobody consumes as this group now, so that nothing can be handed over to it. Where the last member went in the middle
 * of it, the rest is handed over once one comes back.
 */
export class NoMember extends Error {
  override readonly name = 'NoMember';
  constructor(group: string) {
    super(`Nobody of the group ${group} is there to take parked messages; start the service that consumes as it.`);
  }
}

/** How services tell each other what happened: topics of 12 partitions, in order per key, at least once. */
export interface MessageBus {
  /** Resolves when the broker has stored every message; rejects if it may not have. */
  publish(messages: readonly Envelope[]): Promise<void>;
  /** Shares the work among the instances of `group`; in order per key; at least once. A new group starts at the beginning. */
  consume(group: string, topics: readonly string[], handling: Handling): Promise<Subscription>;
  /** Every instance sees every message from now on; nothing is remembered. */
  observe(topics: readonly string[], handle: (message: Envelope) => void): Promise<Subscription>;
  readonly parked: ParkedMessages;
  close(): Promise<void>;
}

import type { Envelope, MessageBus } from './bus.js';
import type { Checkpoints } from './checkpoints.js';
import type { Cryptography } from './cryptography.js';
import type { EventLog, StreamReader } from './event-store.js';
import { DependencyAway } from './event-store.js';
import type { Delay } from './failure-policy.js';
import type { Lease } from './lease.js';
import type { LogBatch, LogRun } from './log-follower.js';
import { FollowerBroken, followLog } from './log-follower.js';
import { ContractBroken } from './message-codec.js';
import type { Relay } from './relay.js';
import type { Clock } from './time.js';
import { createRelayEnvelopes } from './relay-envelopes.js';
import { RelayLag } from './relay-lag.js';

/** What a relay works with. */
export type RelayPorts = Readonly<{
  relay: Relay<never>;
  log: EventLog & StreamReader;
  checkpoints: Checkpoints;
  bus: Pick<MessageBus, 'publish'>;
  cryptography: Pick<Cryptography, 'uuid5'>;
  clock: Pick<Clock, 'now'>;
  delay: Delay;
  /** Held by the one instance that publishes; the others wait for it to publish, or to fall silent. */
  lease: Lease;
}>;

/**
 * A relay at work. `paused`: store or broker is away, tried again with backoff, or another instance publishes. `failed`:
 * the relay's own code threw, or a message breaks its contract; nothing goes out any more until it is mended (KRN-10).
 */
export type RelayRun = LogRun &
  Readonly<{
    /**
     * Everything the log held at that moment is published, and acknowledged. Asks the log for its end: one that nobody hears
     * of any more shows. Of a relay that is `starting` nothing is known yet: then it is the moment of the start.
     */
    publishedUntil: () => Promise<Date>;
    /** The same as far as it was known before, without asking; `undefined` while nothing is known to be on its way. */
    behindSince: () => Date | undefined;
  }>;

/**
 * Publishes what happened since the checkpoint, and goes on: in log order, many messages at once, each with its facet at
 * exactly the event's version. The checkpoint moves after the broker's acknowledgement; a crash in between publishes the
 * same messages again (KRN-09). Of several instances one publishes: for each batch it takes the lease, which only spares
 * the others the work; what keeps them right when it is lost is the checkpoint, which moves by compare-and-set.
 */
export function startRelay(ports: RelayPorts): RelayRun {
  const { relay, log, checkpoints, bus, cryptography, clock, delay, lease } = ports;
  const envelopeOf = createRelayEnvelopes({ relay, reader: log, cryptography });
  const lag = new RelayLag({ log, clock });
  const envelopes = async (events: LogBatch['events']): Promise<readonly Envelope[]> => {
    const messages: Envelope[] = [];
    for (const { event } of events) {
      const message = await envelopeOf(event);
      if (message) messages.push(message);
    }
    return messages;
  };
  const publish = async (events: LogBatch['events']): Promise<void> => {
    if (!(await lease.take())) throw new DependencyAway('Another instance publishes.');
    const messages = await envelopes(events);
    if (messages.length > 0) await bus.publish(messages).catch(stopOnOwnFault);
  };
  const run = followLog({
    name: `The relay ${relay.name}`,
    log,
    // What is not published moves facets, too; read here, their streams need not be read for it.
    types: 'all',
    checkpoint: async () => {
      const at = await checkpoints.load(relay.name);
      // Another instance has published what this one could not.
      lag.reach(at);
      return at;
    },
    handle: async ({ from, to, events }) => {
      lag.begin(run);
      await publish(events);
      await checkpoints.save(relay.name, from, to);
      lag.reach(to);
    },
    delay,
  });
  const stop = async (): Promise<void> => {
    await run.stop();
    // Or the others would wait for it to run out. When the store is away they do.
    await lease.release().catch(() => undefined);
  };
  return relayRun(run, lag, stop);
}

/** What the follower tells, with an end and a delay of its own. */
const relayRun = (run: LogRun, lag: RelayLag, stop: () => Promise<void>): RelayRun => ({
  get status() {
    return run.status === 'catching-up' && !lag.isKnown ? 'starting' : run.status;
  },
  get failure() {
    return run.failure;
  },
  get position() {
    return run.position;
  },
  quiet: () => run.quiet(),
  publishedUntil: () => lag.publishedUntil(run),
  behindSince: () => lag.behindSince(run),
  stop,
  [Symbol.asyncDispose]: stop,
});

/** A message that breaks its contract breaks it at every try. */
function stopOnOwnFault(error: unknown): never {
  throw error instanceof ContractBroken ? new FollowerBroken(error.message, { cause: error }) : error;
}

import type { Envelope, MessageBus } from './bus.js';
import type { Checkpoints } from './checkpoints.js';
import type { Cryptography } from './cryptography.js';
import type { EventLog, StreamReader } from './event-store.js';
import { createFacetFolds } from './facet-folds.js';
import type { Delay } from './failure-policy.js';
import type { LogBatch, LogRun } from './log-follower.js';
import { FollowerBroken, followLog } from './log-follower.js';
import { ContractBroken } from './message-codec.js';
import type { Relay } from './relay.js';
import { envelopeOf } from './relay-envelope.js';

/** What a relay works with. */
export type RelayPorts = Readonly<{
  relay: Relay<never>;
  log: EventLog & StreamReader;
  checkpoints: Checkpoints;
  bus: Pick<MessageBus, 'publish'>;
  cryptography: Pick<Cryptography, 'uuid5'>;
  delay: Delay;
}>;

/**
 * A relay at work. `paused`: store or broker is away, tried again with backoff, or another instance was faster. `failed`:
 * the relay's own code threw, or a message breaks its contract; nothing goes out any more until it is mended (KRN-10).
 */
export type RelayRun = LogRun &
  Readonly<{
    /** When the oldest event happened that is on its way and not yet acknowledged; `undefined` when there is none. */
    waitingSince: () => Date | undefined;
  }>;

/**
 * Publishes what happened since the checkpoint, and goes on: in log order, many messages at once, each with its facet at
 * exactly the event's version. The checkpoint moves after the broker's acknowledgement; a crash in between publishes the
 * same messages again (KRN-09).
 */
export function startRelay({ relay, log, checkpoints, bus, cryptography, delay }: RelayPorts): RelayRun {
  const facetAt = createFacetFolds(relay, log);
  let waitingSince: Date | undefined;
  const envelopes = async (events: LogBatch['events']): Promise<readonly Envelope[]> => {
    const messages: Envelope[] = [];
    for (const { event } of events) messages.push(envelopeOf(relay, cryptography, event, await facetAt(event)));
    return messages;
  };
  const run = followLog({
    name: `The relay ${relay.name}`,
    log,
    types: Object.keys(relay.publish),
    checkpoint: () => checkpoints.load(relay.name),
    handle: async ({ from, to, events }) => {
      waitingSince = events[0]?.event.metadata.occurredAt;
      if (events.length > 0) await bus.publish(await envelopes(events)).catch(stopOnOwnFault);
      await checkpoints.save(relay.name, from, to);
      waitingSince = undefined;
    },
    delay,
  });
  return Object.assign(run, { waitingSince: () => waitingSince });
}

/** A message that breaks its contract breaks it at every try. */
function stopOnOwnFault(error: unknown): never {
  throw error instanceof ContractBroken ? new FollowerBroken(error.message, { cause: error }) : error;
}

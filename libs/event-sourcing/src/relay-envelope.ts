import type { Envelope } from './bus.js';
import { keyOf } from './consistency-token.js';
import type { Cryptography } from './cryptography.js';
import type { Facet } from './facet.js';
import { messageId } from './ids.js';
import { FollowerBroken } from './log-follower.js';
import type { Recorded } from './message.js';
import type { Relay } from './relay.js';

/** The topic a service publishes to. */
export const topicOf = (service: string): string => `rollcall.${service}.v1`;

/** Runs a piece of the relay's own code, so that its faults are told from a store's or a broker's (KRN-10). */
export function relayStep<T>(relay: Relay<never>, event: Recorded, step: () => T): T {
  try {
    return step();
  } catch (cause) {
    throw new FollowerBroken(`${relay.name} cannot publish ${event.type} at ${event.stream}, ${event.version}`, {
      cause,
    });
  }
}

/** The message that tells others of an event; the same event always leads to the same message (KRN-09). */
export function envelopeOf(
  relay: Relay<never>,
  cryptography: Pick<Cryptography, 'uuid5'>,
  event: Recorded,
  facet: Facet | undefined,
): Envelope {
  const publish = (relay.publish as Relay['publish'])[event.type];
  if (!publish) throw new Error(`${relay.name} does not publish ${event.type}`);
  const { commandId: _commandId, schema: _schema, hash: _hash, ...metadata } = event.metadata;
  return {
    ...relayStep(relay, event, () => publish(event, facet?.state as never)),
    id: messageId(cryptography, event.id, 0),
    source: `/rollcall/${relay.service}`,
    topic: topicOf(relay.service),
    key: facet?.key ?? keyOf(event.stream),
    ...(facet && { facet }),
    metadata,
  };
}

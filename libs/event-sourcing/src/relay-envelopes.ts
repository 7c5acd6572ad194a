import type { Envelope } from './bus.js';
import type { Cryptography } from './cryptography.js';
import type { StreamReader } from './event-store.js';
import { createFacetFolds } from './facet-folds.js';
import type { Recorded } from './message.js';
import { envelopeOf } from './relay-envelope.js';
import type { Relay } from './relay.js';

/**
 * Makes the messages that tell others of a service's events. Handed every event in the order of the log, it reads no stream
 * a second time. `undefined` for an event that nobody is told of.
 */
export function createRelayEnvelopes({
  relay,
  reader,
  cryptography,
}: Readonly<{
  relay: Relay<never>;
  reader: StreamReader;
  cryptography: Pick<Cryptography, 'uuid5'>;
}>): (event: Recorded) => Promise<Envelope | undefined> {
  const folds = createFacetFolds(relay, reader);
  return async (event) => {
    if (event.type in relay.publish) return envelopeOf(relay, cryptography, event, await folds.at(event));
    folds.pass(event);
    return undefined;
  };
}

import {
  createRelayEnvelopes,
  type Cryptography,
  type Envelope,
  type EventStore,
  eventsSoFar,
  type MessageBus,
  type Relay,
} from '@rollcall/event-sourcing';

/** So many messages go out at once. */
const batchSize = 500;

/** What a log is published with. */
export type ReplayPorts = Readonly<{
  relay: Relay<never>;
  log: Pick<EventStore, 'follow' | 'readStream'>;
  bus: Pick<MessageBus, 'publish'>;
  cryptography: Pick<Cryptography, 'uuid5'>;
}>;

/**
 * Publishes everything a service has ever told, again and in order: the same messages, each with its facet as it was
 * (KRN-09). Whoever has them takes nothing from it (KRN-04, KRN-08). The relay's own checkpoint stays where it is. Answers how
 * many went out. @throws DependencyAway when the broker is: all may be done again.
 */
export async function replayRelay({ relay, log, bus, cryptography }: ReplayPorts): Promise<number> {
  const envelopeOf = createRelayEnvelopes({ relay, reader: log, cryptography });
  let published = 0;
  let batch: Envelope[] = [];
  const send = async (): Promise<void> => {
    if (batch.length === 0) return;
    await bus.publish(batch);
    published += batch.length;
    batch = [];
  };
  for await (const event of eventsSoFar(log, 'all')) {
    const message = await envelopeOf(event);
    if (message) batch.push(message);
    if (batch.length === batchSize) await send();
  }
  await send();
  return published;
}

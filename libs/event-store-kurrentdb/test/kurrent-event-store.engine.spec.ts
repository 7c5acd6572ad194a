import type { EventStore, StoredEvent, StreamName } from '@rollcall/event-sourcing';
import { createEventCodec } from '@rollcall/event-sourcing';
import type { EventStorePlace } from '@rollcall/testing';
import { createTestCryptography, eventStoreSuite } from '@rollcall/testing';
import { describeEngine } from '../../../tools/engines/engine.js';
import type { KurrentEngine } from '../../../tools/engines/kurrentdb.js';
import { startKurrent } from '../../../tools/engines/kurrentdb.js';
import { openKurrentEventStore } from '../src/index.js';
import { KurrentClient } from '../src/kurrent-client.js';

const cryptography = createTestCryptography();
const slow = createTestCryptography({ slow: true });

/** What only a server that can be looked into allows. */
const tampering = {
  test: 'KRN-06 one changed byte breaks the chain from there on',
  reason: 'a real KurrentDB lets nobody change what is stored',
};

await describeEngine('KurrentDB', startKurrent, (engine) => {
  const exceptions = engine.tamper ? [] : [tampering];
  eventStoreSuite('KurrentDB', { cryptography, exceptions, place: async () => placeOn(engine, cryptography) });
  eventStoreSuite('KurrentDB, keys fetched first', {
    cryptography: slow,
    exceptions,
    place: async () => placeOn(engine, slow),
  });
});

/** The one server, shared: the suite gives every test streams of its own. */
function placeOn(engine: KurrentEngine, using: typeof cryptography): EventStorePlace {
  const connection = { nodes: [engine.node], tls: 'off' } as const;
  const codec = createEventCodec({ cryptography: using });
  const looking = new KurrentClient(connection);
  return {
    open: (): Promise<EventStore> =>
      openKurrentEventStore({ connection, streamPrefix: 'testing.', codec, cryptography: using }),
    async stored(stream: StreamName): Promise<StoredEvent[]> {
      return (await looking.read(stream, 0n, 1_000)).map(({ event }) => event);
    },
    tamper: async (id, data) => engine.tamper?.(id, data),
    remove: () => looking.close(),
  };
}

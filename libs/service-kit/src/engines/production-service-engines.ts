import { createEventCodec, type EventCodec, type EventStore, type Upcasters } from '@rollcall/event-sourcing';
import { openKurrentEventStore } from '@rollcall/event-store-kurrentdb';
import {
  createMongoDeadlines,
  createMongoEphemeralStore,
  createMongoReadModelStore,
  createMongoSnapshots,
  createMongoUploads,
  type MongoDatabase,
} from '@rollcall/read-model-mongodb';
import type { ProductionConfiguration } from '../configuration/production-configuration.js';
import type { ServiceEngines, SharedEngines } from './engines.js';
import { opened } from './opened.js';

/** What one service's engines are opened with. */
export type ProductionService = Readonly<{
  shared: SharedEngines;
  production: ProductionConfiguration;
  service: string;
  upcasters: Upcasters;
  instance: string;
  database: MongoDatabase;
}>;

/** Opens one service's streams. @throws ConfigurationError as `openProductionEngines`. */
export function openProductionLog(
  { shared, production, service }: Pick<ProductionService, 'shared' | 'production' | 'service'>,
  codec: EventCodec,
): Promise<EventStore> {
  const { cryptography } = shared;
  const events = { connection: production.kurrentdb, streamPrefix: `${service}.` as const, codec, cryptography };
  return opened('ROLLCALL_KURRENTDB_NODES', () => openKurrentEventStore(events));
}

/** Opens what one service has to itself: its streams, and its database. @throws ConfigurationError as `openProductionEngines`. */
export async function openProductionService(options: ProductionService): Promise<ServiceEngines> {
  const { shared, production, upcasters, instance, database } = options;
  const { cryptography, clock } = shared;
  await using opening = new AsyncDisposableStack();
  const closed = <Engine extends { close(): Promise<void> }>(engine: Engine): Engine => {
    opening.defer(() => engine.close());
    return engine;
  };
  const codec = createEventCodec({ cryptography, upcasters });
  const store = closed(await openProductionLog(options, codec));
  const snapshots = closed(createMongoSnapshots({ database }));
  const readModels = closed(createMongoReadModelStore({ database, now: () => clock.now().getTime() }));
  const { deadlines, ephemeral, uploads } = await opened('ROLLCALL_MONGODB_URL', async () => ({
    deadlines: closed(await createMongoDeadlines({ database })),
    ephemeral: closed(
      await createMongoEphemeralStore({ database, clock, endedByServer: production.mongodb.ttlIndexes }),
    ),
    uploads: closed(await createMongoUploads({ database, clock })),
  }));
  const open = opening.move();
  return {
    ...shared,
    ...{ instance, mayHaveSiblings: true },
    ...{ store, snapshots, readModels, deadlines, ephemeral, uploads },
    // Deadlines keep checkpoints of their projections; a relay's has its own name beside them.
    checkpoints: deadlines,
    close: () => open.disposeAsync(),
  };
}

import { join } from 'node:path';
import { createEventCodec, type EventCodec, type EventStore, type Upcasters } from '@rollcall/event-sourcing';
import { openKurrentEventStore } from '@rollcall/event-store-kurrentdb';
import { createSqliteSnapshots } from '@rollcall/event-store-sqlite';
import {
  createMongoDeadlines,
  createMongoEphemeralStore,
  createMongoReadModelStore,
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
  folder: string;
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
  const { shared, production, upcasters, folder, instance, database } = options;
  const { cryptography, clock } = shared;
  await using opening = new AsyncDisposableStack();
  const closed = <Engine extends { close(): Promise<void> }>(engine: Engine): Engine => {
    opening.defer(() => engine.close());
    return engine;
  };
  const codec = createEventCodec({ cryptography, upcasters });
  const store = closed(await openProductionLog(options, codec));
  // They only save this process some reading: its own disk holds them best.
  const snapshots = closed(createSqliteSnapshots({ file: join(folder, 'snapshots.sqlite') }));
  const readModels = closed(createMongoReadModelStore({ database, now: () => clock.now().getTime() }));
  const { deadlines, ephemeral } = await opened('ROLLCALL_MONGODB_URL', async () => ({
    deadlines: closed(await createMongoDeadlines({ database })),
    ephemeral: closed(
      await createMongoEphemeralStore({ database, clock, endedByServer: production.mongodb.ttlIndexes }),
    ),
  }));
  const open = opening.move();
  return {
    ...shared,
    ...{ folder, instance, mayHaveSiblings: true },
    ...{ store, snapshots, readModels, deadlines, ephemeral },
    // Deadlines keep checkpoints of their projections; a relay's has its own name beside them.
    checkpoints: deadlines,
    close: () => open.disposeAsync(),
  };
}

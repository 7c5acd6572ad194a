import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { violation } from '@rollcall/contracts';
import {
  type Clock,
  createEventCodec,
  createMessageCodec,
  createScheduler,
  storedTextCodec,
  type Upcasters,
} from '@rollcall/event-sourcing';
import { createSqliteEventStore, createSqliteSnapshots } from '@rollcall/event-store-sqlite';
import { createSqliteCheckpoints, createSqliteMessageBus } from '@rollcall/messaging-sqlite';
import {
  createSqliteDeadlines,
  createSqliteEphemeralStore,
  createSqliteKeyVault,
  createSqliteReadModelStore,
  startWriteThread,
  type WriteThread,
} from '@rollcall/read-model-sqlite';
import type { KitConfiguration } from '../configuration/configuration.js';
import { loadSecrets } from '../cryptography/installation-secrets.js';
import { createNodeCryptography } from '../cryptography/node-cryptography.js';
import type { Engines, ServiceEngines, SharedEngines } from './engines.js';
import { createFileUploads } from './file-uploads.js';

/**
 * Everything in SQLite files: each service has its own below `<dataDir>/<service>/`, the bus and the keys of personal
 * data are the installation's.
 */
export function openEmbeddedEngines(configuration: KitConfiguration, clock: Clock): Engines {
  const secrets = loadSecrets(configuration);
  const folder = (name: string): string => {
    const path = join(configuration.dataDir, name);
    mkdirSync(path, { recursive: true, mode: 0o700 });
    return path;
  };
  const keys = createSqliteKeyVault({ file: join(configuration.dataDir, 'keys.sqlite'), masterKey: secrets.master });
  const cryptography = createNodeCryptography({ indexKey: secrets.index, keys, now: () => clock.now().getTime() });
  const scheduler = createScheduler({ nextTurn: setImmediate });
  const codec = createMessageCodec({ cryptography, validate: violation });
  const bus = createSqliteMessageBus({ file: join(folder('bus'), 'bus.sqlite'), codec, scheduler, clock });
  const shared: SharedEngines = { bus, keys, cryptography, secrets, scheduler, clock };
  const thread = startWriteThread();
  return {
    shared,
    // Files are made as they are opened.
    prepare: async () => undefined,
    forService: async (service, upcasters) => openService(shared, thread, folder(service), upcasters),
    storedLog: async (service) =>
      createSqliteEventStore({ file: eventsIn(folder(service)), codec: storedTextCodec, cryptography, scheduler }),
    close: async () => {
      await bus.close();
      await keys.close();
      await thread.close();
    },
  };
}

const eventsIn = (folder: string): string => join(folder, 'events.sqlite');

function openService(
  shared: SharedEngines,
  thread: WriteThread,
  folder: string,
  upcasters: Upcasters = {},
): ServiceEngines {
  const { cryptography, scheduler, clock } = shared;
  const file = (name: string): string => join(folder, `${name}.sqlite`);
  const codec = createEventCodec({ cryptography, upcasters });
  const store = createSqliteEventStore({ file: eventsIn(folder), codec, cryptography, scheduler });
  const snapshots = createSqliteSnapshots({ file: file('snapshots') });
  const readModelFile = file('read-models');
  const writer = thread.writerOf(readModelFile);
  const readModels = createSqliteReadModelStore({ file: readModelFile, writer, scheduler });
  const deadlines = createSqliteDeadlines({ file: file('deadlines') });
  const ephemeral = createSqliteEphemeralStore({ file: file('ephemeral'), clock });
  const checkpoints = createSqliteCheckpoints({ file: file('checkpoints') });
  const uploads = createFileUploads({ folder: join(folder, 'imports') });
  const closeAll = async (): Promise<void> => {
    for (const engine of [store, snapshots, readModels, deadlines, ephemeral, checkpoints, uploads]) {
      await engine.close();
    }
  };
  return {
    ...shared,
    instance: 'the only one',
    mayHaveSiblings: false,
    store,
    snapshots,
    readModels,
    deadlines,
    ephemeral,
    checkpoints,
    uploads,
    close: closeAll,
  };
}

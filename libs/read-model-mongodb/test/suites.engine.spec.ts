import { jest } from '@jest/globals';
import {
  deadlinesSuite,
  ephemeralStoreSuite,
  keyVaultSuite,
  readModelStoreSuite,
  snapshotsSuite,
  uploadsSuite,
} from '@rollcall/testing';
import { randomBytes } from 'node:crypto';
import { describeEngine } from '../../../tools/engines/engine.js';
import { startMongo } from '../../../tools/engines/mongo.js';
import { createMongoDeadlines } from '../src/deadlines.js';
import { createMongoEphemeralStore } from '../src/ephemeral-store.js';
import { createMongoKeyVault } from '../src/key-vault.js';
import { createMongoReadModelStore } from '../src/read-model-store.js';
import { createMongoSnapshots } from '../src/snapshots.js';
import { createMongoUploads } from '../src/uploads.js';
import { mongoPlace } from './mongo-place.js';

// What stands in for MongoDB reads a whole collection for most questions.
jest.setTimeout(900_000);

const masterKey = randomBytes(32);
const systemTime = { now: () => new Date(), sleepUntil: () => Promise.resolve() };

await describeEngine('MongoDB', startMongo, (mongo) => {
  readModelStoreSuite('MongoDB', {
    place: () => mongoPlace(mongo, async (database) => createMongoReadModelStore({ database })),
  });
  deadlinesSuite('MongoDB', { place: () => mongoPlace(mongo, (database) => createMongoDeadlines({ database })) });
  ephemeralStoreSuite('MongoDB', {
    // The suite's clock stands far from the server's, which would end its entries.
    place: (clock) =>
      mongoPlace(mongo, (database) => createMongoEphemeralStore({ database, clock, endedByServer: false })),
  });
  keyVaultSuite('MongoDB', {
    place: () => mongoPlace(mongo, (database) => createMongoKeyVault({ database, masterKey })),
  });
  snapshotsSuite('MongoDB', { place: () => mongoPlace(mongo, async (database) => createMongoSnapshots({ database })) });
  uploadsSuite('MongoDB', {
    place: () => mongoPlace(mongo, (database) => createMongoUploads({ database, clock: systemTime })),
  });
});

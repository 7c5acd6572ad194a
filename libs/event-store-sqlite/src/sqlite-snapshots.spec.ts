import { snapshotsSuite } from '@rollcall/testing';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSqliteSnapshots } from './sqlite-snapshots.js';

snapshotsSuite('SQLite', {
  place: async () => {
    const folder = await mkdtemp(join(tmpdir(), 'rollcall-snapshots-'));
    return {
      open: async () => createSqliteSnapshots({ file: join(folder, 'snapshots.sqlite') }),
      remove: () => rm(folder, { recursive: true }),
    };
  },
});

import { checkpointsSuite } from '@rollcall/testing';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSqliteCheckpoints } from './sqlite-checkpoints.js';

checkpointsSuite('SQLite', {
  place: async () => {
    const folder = await mkdtemp(join(tmpdir(), 'rollcall-checkpoints-'));
    return {
      open: async () => createSqliteCheckpoints({ file: join(folder, 'checkpoints.sqlite') }),
      remove: () => rm(folder, { recursive: true }),
    };
  },
});

import { deadlinesSuite } from '@rollcall/testing';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSqliteDeadlines } from './deadlines.js';

deadlinesSuite('SQLite', {
  place: async () => {
    const folder = await mkdtemp(join(tmpdir(), 'rollcall-deadlines-'));
    return {
      open: async () => createSqliteDeadlines({ file: join(folder, 'deadlines.sqlite') }),
      remove: () => rm(folder, { recursive: true }),
    };
  },
});

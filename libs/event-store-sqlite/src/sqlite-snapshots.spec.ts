import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { streamName, streamVersion } from '@rollcall/event-sourcing';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SqliteSnapshots } from './sqlite-snapshots.js';
import { createSqliteSnapshots } from './sqlite-snapshots.js';

describe('snapshots: SQLite', () => {
  const pool = streamName('licensing.pool', 'team-1');
  const at = (version: number, state: unknown = { total: version }) => ({
    state,
    version: streamVersion(version),
    latest: 1_700_000_000_000 + version,
  });
  let folder: string;
  let file: string;
  let snapshots: SqliteSnapshots;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'rollcall-snapshots-'));
    file = join(folder, 'snapshots.sqlite');
    snapshots = createSqliteSnapshots({ file });
  });
  afterEach(async () => {
    await snapshots.close();
    await rm(folder, { recursive: true });
  });

  test('KRN-05 the newest snapshot of a stream is found again after a restart, as it was', async () => {
    const state = { total: 20, since: new Date('2026-01-02T03:04:05Z'), units: 2n ** 65n };
    await snapshots.save(pool, 1, at(100));
    await snapshots.save(pool, 1, at(200, state));
    await snapshots.close();
    snapshots = createSqliteSnapshots({ file });
    expect(await snapshots.load(pool, 1)).toEqual(at(200, state));
    expect(await snapshots.load(streamName('licensing.pool', 'team-2'), 1)).toBeUndefined();
  });

  test('KRN-05 an instance that lags behind does not replace a newer snapshot', async () => {
    await snapshots.save(pool, 1, at(200));
    await snapshots.save(pool, 1, at(100));
    expect(await snapshots.load(pool, 1)).toEqual(at(200));
  });

  test('KRN-05 a snapshot of another shape is not offered, and the newer shape stays', async () => {
    await snapshots.save(pool, 1, at(300));
    expect(await snapshots.load(pool, 2)).toBeUndefined();
    await snapshots.save(pool, 2, at(200));
    await snapshots.save(pool, 1, at(400));
    expect(await snapshots.load(pool, 2)).toEqual(at(200));
    expect(await snapshots.load(pool, 1)).toBeUndefined();
  });
});

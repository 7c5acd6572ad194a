import { afterAll, expect, test } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { openWriters } from './every-engine.js';

const loader = fileURLToPath(new URL('../../../tools/run-sources.mjs', import.meta.url));
const filler = fileURLToPath(new URL('fill-the-disk.ts', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'rollcall-full-disk-'));
afterAll(() => rmSync(folder, { recursive: true }));

type Report = Readonly<{ engine: string; acknowledged: number; failure: string }>;

/** Files may not grow beyond 512 KiB: what a full disk looks like to one process, without filling the machine's. */
function fillTheDisk(): readonly Report[] {
  const limited = 'trap "" XFSZ; ulimit -f 1024; exec "$0" "$@"';
  const child = ['-c', limited, process.execPath, '--import', loader, filler, folder];
  const output = execFileSync('/bin/sh', child, { encoding: 'utf8', env: { ...process.env, NODE_OPTIONS: '' } });
  return output
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Report);
}

test('KRN-10 G14 on a full disk every engine fails closed, loses nothing acknowledged, and goes on once there is room', async () => {
  const reports = fillTheDisk();
  for (const { acknowledged } of reports) expect(acknowledged).toBeGreaterThan(3);
  expect(reports.map(({ engine, failure }) => [engine, failure])).toEqual(
    ['events', 'bus', 'keys', 'readModels', 'deadlines', 'ephemeral', 'checkpoints'].map((name) => [
      name,
      'DependencyAway',
    ]),
  );

  const { writers, close } = await openWriters(folder);
  for (const { engine, acknowledged } of reports) {
    const { holds, write } = writers[engine]!;
    const lost = [engine, await holds(acknowledged - 1)];
    expect(lost).toEqual([engine, true]);
    await write(acknowledged);
  }
  await close();
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.sqlite'));
  expect(files.length).toBeGreaterThan(7);
  for (const name of files) {
    using database = new DatabaseSync(join(folder, name), { readOnly: true });
    expect([name, database.prepare('PRAGMA integrity_check').get()]).toEqual([name, { integrity_check: 'ok' }]);
  }
}, 60_000);

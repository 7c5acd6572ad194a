import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { chainHash } from '@rollcall/event-sourcing';
import { openDatabase } from '@rollcall/sqlite';
import { spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as elapsed } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { eventMigrations } from '../src/event-table.js';
import type { Report, TriedAppend } from './crash-workload.js';
import { cryptography, eventIdOf, openStore, writesOf } from './crash-workload.js';

const loader = fileURLToPath(new URL('../../../tools/run-sources.mjs', import.meta.url));
const writer = fileURLToPath(new URL('append-until-killed.ts', import.meta.url));

const killsPerFile = 8;
const files = process.env['ROLLCALL_LONG'] ? 13 : 1;

type Row = Readonly<
  { position: number; stream: string; version: number; id: string; type: string } & Record<string, unknown>
>;

/** Lets the writer run until `after` ms behind its first acknowledgement, kills it, and answers all it has said. */
async function runAndKill(file: string, run: string, after: number): Promise<Report[]> {
  const child = spawn(process.execPath, ['--import', loader, writer, file, run], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, NODE_OPTIONS: '' },
  });
  const ended = new Promise<string | null>((resolve) => child.once('close', (_, signal) => resolve(signal)));
  const reports: Report[] = [];
  let killing: Promise<unknown> | undefined;
  for await (const line of createInterface({ input: child.stdout })) {
    const report = parsed(line);
    if (!report) continue;
    reports.push(report);
    if ('stored' in report) killing ??= elapsed(after).then(() => child.kill('SIGKILL'));
  }
  // Anything but our own kill means the writer failed.
  expect(await ended).toBe('SIGKILL');
  return reports;
}

/** The last line may have been cut off by the kill: then nothing was acknowledged by it. */
function parsed(line: string): Report | undefined {
  try {
    return JSON.parse(line) as Report;
  } catch {
    return undefined;
  }
}

/** Every row by id, after checking that the file is sound, streams have no gap, and every chain holds. */
function soundRows(file: string): Map<string, Row> {
  using database = openDatabase({ file, synchronous: 'FULL', migrations: eventMigrations });
  expect(database.prepare('PRAGMA integrity_check').all()).toEqual([{ integrity_check: 'ok' }]);
  const rows = database.prepare('SELECT * FROM event ORDER BY position').all() as unknown as (Row & {
    hash: string;
    data: string;
  })[];
  const heads = new Map<string, { version: number; hash: string }>();
  for (const row of rows) {
    const head = heads.get(row.stream);
    if (row.version !== (head?.version ?? -1) + 1) throw new Error(`${row.stream} has a gap before ${row.version}`);
    if (row.hash !== chainHash(cryptography, head?.hash, row))
      throw new Error(`${row.stream}: chain breaks at ${row.version}`);
    heads.set(row.stream, row);
  }
  const byId = new Map(rows.map((row) => [row.id, row]));
  expect(byId.size).toBe(rows.length);
  return byId;
}

/** Whether all events of an append stand at their places, or none of them anywhere. */
function presence(rows: ReadonlyMap<string, Row>, { append, writes }: TriedAppend): 'all' | 'none' | 'partly' {
  const found = writes.flatMap(({ stream, expected, events }) =>
    events.map((event, index) => {
      const row = rows.get(eventIdOf(append, event));
      if (!row) return 'none';
      return row.stream === stream && row.version === expected + 1 + index ? 'all' : 'partly';
    }),
  );
  const kinds = new Set(found);
  return kinds.size === 1 ? found[0]! : 'partly';
}

describe('G1 an event store whose process is killed', () => {
  const seed = Number(process.env['ROLLCALL_SEED'] ?? randomInt(2 ** 31));
  const random = randomFrom(seed);
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'rollcall-crash-append-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  const names = Array.from({ length: files }, (_, number) => `events-${number}.sqlite`);
  test.each(names)(
    `G1 KRN-03 KRN-04 %s: ${killsPerFile} kills lose, repeat and tear nothing, and all that was unanswered can be sent again (seed ${seed})`,
    async (name) => {
      const file = join(folder, name);
      const everything: TriedAppend[] = [];
      for (let kill = 0; kill < killsPerFile; kill++) {
        const reports = await runAndKill(file, `run-${kill}`, Math.floor(random() * 150));
        const tried = reports.flatMap((report) => ('tried' in report ? report.tried : []));
        const acknowledged = new Set(reports.flatMap((report) => ('stored' in report ? report.stored : [])));

        const rows = soundRows(file);
        const torn = tried.filter((append) => presence(rows, append) === 'partly');
        const lost = tried.filter((append) => acknowledged.has(append.append) && presence(rows, append) !== 'all');
        expect({ torn, lost }).toEqual({ torn: [], lost: [] });
        expect(acknowledged.size).toBeGreaterThan(0);

        await sendAgain(
          file,
          tried.filter(({ append }) => !acknowledged.has(append)),
        );
        everything.push(...tried);
      }
      const rows = soundRows(file);
      expect(everything.filter((append) => presence(rows, append) !== 'all')).toEqual([]);
      const events = everything.flatMap(({ writes }) => writes.flatMap(({ events: indexes }) => indexes));
      expect(rows.size).toBe(events.length);
    },
    files * killsPerFile * 15_000,
  );
});

/** What a caller does whose answer never came: the same appends, in the same order. */
async function sendAgain(file: string, tried: readonly TriedAppend[]): Promise<void> {
  const store = openStore(file);
  for (const append of tried) await store.append(writesOf(append));
  await store.close();
}

/** Repeatable numbers from 0 to 1 (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let value = Math.imul(state ^ (state >>> 15), state | 1);
    value ^= value + Math.imul(value ^ (value >>> 7), value | 61);
    return ((value ^ (value >>> 14)) >>> 0) / 2 ** 32;
  };
}

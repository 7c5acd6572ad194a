import { expect, test } from '@jest/globals';
import type { Recorded } from '@rollcall/event-sourcing';
import { positionOf } from '@rollcall/testing';
import { openDatabase } from '@rollcall/sqlite';
import { spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { mkdtempDisposable } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildMigrations } from '../src/builds.js';
import { cardEvents, projectCards, randomFrom } from './crash-projection.js';

const loader = fileURLToPath(new URL('../../../tools/run-sources.mjs', import.meta.url));
const projector = fileURLToPath(new URL('project-until-killed.ts', import.meta.url));

const kills = process.env['ROLLCALL_LONG'] ? 100 : 8;
const eventCount = kills * 1_000;
/** A batch of 500 events takes about so many statements; a kill lands anywhere in the first two of a run. */
const statementsPerRun = 3_000;

/** Runs the projector until it dies; answers what of. */
function projectUntilKilled(file: string, seed: number, statement: number): Promise<string | number | null> {
  const given = [file, seed, eventCount, statement].map(String);
  const child = spawn(process.execPath, ['--import', loader, projector, ...given], {
    stdio: 'inherit',
    env: { ...process.env, NODE_OPTIONS: '' },
  });
  return new Promise((resolve) => child.once('close', (code, signal) => resolve(signal ?? code)));
}

/** Everything a build holds, without the numbers SQLite gave its rows. */
function contentOf(file: string) {
  using database = openDatabase({ file, synchronous: 'NORMAL', migrations: buildMigrations });
  expect(database.prepare('PRAGMA integrity_check').all()).toEqual([{ integrity_check: 'ok' }]);
  const all = (sql: string): unknown[] => database.prepare(sql).all();
  const known = all(`SELECT name FROM sqlite_schema WHERE name = 'document_1'`).length > 0;
  if (!known) return { checkpoint: null, documents: [], entries: [], scopes: [] };
  return {
    checkpoint: (all('SELECT checkpoint FROM build')[0] as { checkpoint: string | null }).checkpoint,
    documents: all('SELECT id, at, doc, fields FROM document_1 ORDER BY id') as { id: string; at: string }[],
    entries: all(
      `SELECT s.name AS scope, e.sort, e.filter, e.value, e.key, e.id FROM entry_1 e JOIN scope_1 s ON s.id = e.scope
       ORDER BY 1, 2, 3, 4, 5, 6`,
    ),
    scopes: all('SELECT name, documents FROM scope_1 ORDER BY name'),
  };
}

/** Documents that the checkpoint says are written, and are not. */
function missingBehind(
  checkpoint: string | null,
  events: readonly Recorded[],
  documents: readonly { id: string; at: string }[],
) {
  const at = new Map(documents.map((document) => [document.id, document.at]));
  const alive = new Set<string>();
  const behind = events.slice(0, Number(checkpoint ?? 0)).flatMap(({ stream, type }, index) => {
    const id = stream.slice('testing.card-'.length);
    // Events about a card that is not there change nothing.
    if (type !== 'CardWritten' && !alive.has(id)) return [];
    alive.add(id);
    return [[id, positionOf(index + 1)] as const];
  });
  return [...new Map(behind)].filter(([id, position]) => (at.get(id) ?? '') < position);
}

const seed = Number(process.env['ROLLCALL_SEED'] ?? randomInt(2 ** 31));

test(
  `G2 KRN-07 ${kills} kills between any two statements: what was built on is what a rebuild gives (seed ${seed})`,
  async () => {
    await using folder = await mkdtempDisposable(join(tmpdir(), 'rollcall-crash-projection-'));
    const [file, rebuilt] = [join(folder.path, 'killed.sqlite'), join(folder.path, 'rebuilt.sqlite')];
    const events = cardEvents(seed, eventCount);
    const random = randomFrom(seed);
    for (let kill = 0; kill < kills; kill += 1) {
      const statement = 1 + Math.floor(random() * statementsPerRun);
      expect(await projectUntilKilled(file, seed, statement)).toBe('SIGKILL');
      const { checkpoint, documents } = contentOf(file);
      expect(missingBehind(checkpoint, events, documents)).toEqual([]);
    }
    await projectCards(file, events);
    await projectCards(rebuilt, events);
    expect(contentOf(file)).toEqual(contentOf(rebuilt));
  },
  kills * 10_000,
);

import type { Target } from '@rollcall/event-sourcing';
import { CheckpointConflict } from '@rollcall/event-sourcing';
import type { DatabaseSync } from '@rollcall/sqlite';
import { transaction } from '@rollcall/sqlite';
import { buildTables } from './build-tables.js';

/** The file's shape; each build adds tables of its own, see {@link buildTables}. */
export const buildMigrations = [
  `CREATE TABLE build (
     id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, version INTEGER NOT NULL, shape TEXT NOT NULL,
     uid TEXT NOT NULL DEFAULT (lower(hex(randomblob(8)))),
     checkpoint TEXT, complete INTEGER NOT NULL DEFAULT 0, UNIQUE (name, version)
   ) STRICT`,
];

/** The declared filters and sorts that a build's index was made for, in order: their places are stored, not their names. */
export type BuildShape = Readonly<{ filters: readonly string[]; sorts: readonly string[] }>;
/** One version of a read model; `id` names its tables, `uid` is no other build's, in this file or any. */
export type Build = Readonly<{ id: number; uid: string; version: number; shape: BuildShape }>;
type BuildRow = Readonly<{ id: number; uid: string; version: number; shape: string }>;

/** The registry of builds: which there are, how far they are, and which is served (KRN-07). */
export class Builds {
  constructor(private readonly database: DatabaseSync) {}

  /** @throws Error when this version was built with other filters or sorts. */
  prepare(target: Target, shape: BuildShape): Build {
    const { name, version } = target;
    return transaction(this.database, () => {
      const known = this.find(target);
      if (known && JSON.stringify(known.shape) !== JSON.stringify(shape)) {
        throw new Error(`${name} v${version} was built with other filters or sorts: raise its version.`);
      }
      if (known) return known;
      const insert = this.database.prepare(
        'INSERT INTO build (name, version, shape) VALUES (?, ?, ?) RETURNING id, uid',
      );
      const { id, uid } = insert.get(name, version, JSON.stringify(shape)) as Pick<BuildRow, 'id' | 'uid'>;
      this.database.exec(buildTables(id));
      return { id, uid, version, shape };
    });
  }

  find({ name, version }: Target): Build | undefined {
    const select = this.database.prepare('SELECT id, uid, version, shape FROM build WHERE name = ? AND version = ?');
    return buildOf(select.get(name, version));
  }

  /** The newest complete build up to a version, or, while there is none, that version's. */
  served({ name, version }: Target): Build | undefined {
    const select = this.database.prepare(
      `SELECT id, uid, version, shape FROM build WHERE name = ?1 AND (version = ?2 OR (version < ?2 AND complete = 1))
       ORDER BY complete DESC, version DESC LIMIT 1`,
    );
    return buildOf(select.get(name, version));
  }

  checkpoint(build: Build): string | null {
    const row = this.database.prepare('SELECT checkpoint FROM build WHERE id = ?').get(build.id);
    return (row?.['checkpoint'] ?? null) as string | null;
  }

  /** @throws CheckpointConflict unless the build stands at `from`. */
  expect(build: Build, from: string | null): void {
    const actual = this.checkpoint(build);
    if (actual !== from) throw new CheckpointConflict(`The checkpoint is at ${actual}, not at ${from}.`);
  }

  move(build: Build, to: string): void {
    this.database.prepare('UPDATE build SET checkpoint = ? WHERE id = ?').run(to, build.id);
  }

  complete(build: Build): void {
    this.database.prepare('UPDATE build SET complete = 1 WHERE id = ?').run(build.id);
  }

  /** Drops the builds of a name below a version. */
  dropBelow({ name, version }: Target): void {
    const older = this.database.prepare('SELECT id FROM build WHERE name = ? AND version < ?');
    for (const { id } of older.all(name, version) as { id: number }[]) {
      const tables = ['document', 'entry', 'facet', 'joined', 'row', 'scope'];
      transaction(this.database, () => {
        for (const table of tables) this.database.exec(`DROP TABLE ${table}_${id}`);
        this.database.prepare('DELETE FROM build WHERE id = ?').run(id);
      });
    }
  }
}

function buildOf(row: unknown): Build | undefined {
  if (row === undefined) return undefined;
  const { id, uid, version, shape } = row as BuildRow;
  return { id, uid, version, shape: JSON.parse(shape) as BuildShape };
}

import type { ComposedRow, Facet, StreamVersion } from '@rollcall/event-sourcing';
import { streamVersion, writeTaggedJson } from '@rollcall/event-sourcing';
import { readTaggedJson } from '@rollcall/event-sourcing';
import type { DatabaseSync, StatementSync } from '@rollcall/sqlite';
import type { Build } from './builds.js';

type FacetRow = Readonly<{ key: string; source: string; version: bigint; state: string | null }>;
type Joined = ComposedRow<object>['joined'];

/** Writes one build's facets and the reverse index from facets to rows (KRN-08). */
export class FacetTable {
  readonly #putFacet: StatementSync;
  readonly #selectRow: StatementSync;
  readonly #putRow: StatementSync;
  readonly #removeRow: StatementSync;
  readonly #join: StatementSync;
  readonly #part: StatementSync;

  constructor(database: DatabaseSync, { id }: Build) {
    this.#putFacet = database.prepare(
      `INSERT INTO facet_${id} (kind, key, source, version, state) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT (kind, key) DO UPDATE SET source = excluded.source, version = excluded.version, state = excluded.state
       WHERE excluded.version > version`,
    );
    this.#selectRow = database.prepare(`SELECT joined FROM row_${id} WHERE id = ?`);
    this.#putRow = database.prepare(
      `INSERT INTO row_${id} (id, joined) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET joined = excluded.joined`,
    );
    this.#removeRow = database.prepare(`DELETE FROM row_${id} WHERE id = ?`);
    this.#join = database.prepare(`INSERT OR IGNORE INTO joined_${id} (kind, key, id) VALUES (?, ?, ?)`);
    this.#part = database.prepare(`DELETE FROM joined_${id} WHERE kind = ? AND key = ? AND id = ?`);
  }

  /** Keeps a facet of a higher version; tells whether it did. */
  put({ kind, key, source, version, state }: Facet): boolean {
    const text = state === undefined ? null : writeTaggedJson(state);
    return this.#putFacet.run(kind, key, source, version, text).changes > 0;
  }

  /** Replaces what a row is joined by. */
  join(id: string, joined: Joined): void {
    const stored = this.#selectRow.get(id) as { joined: string } | undefined;
    const text = JSON.stringify(joined);
    if ((stored?.joined ?? '[]') === text) return;
    for (const { kind, key } of JSON.parse(stored?.joined ?? '[]') as Joined) this.#part.run(kind, key, id);
    for (const { kind, key } of joined) this.#join.run(kind, key, id);
    if (joined.length > 0) this.#putRow.run(id, text);
    else this.#removeRow.run(id);
  }
}

/** Reads one build's facets and the rows they belong to. */
export class FacetReader {
  readonly #facets: StatementSync;
  readonly #versions: StatementSync;
  readonly #rows: StatementSync;

  constructor(database: DatabaseSync, { id }: Build) {
    this.#facets = database.prepare(
      `SELECT key, source, version, state FROM facet_${id} WHERE kind = ? AND key IN (SELECT value FROM json_each(?))`,
    );
    this.#facets.setReadBigInts(true);
    this.#versions = database.prepare(
      `SELECT key, version FROM facet_${id} WHERE kind = ? AND key IN (SELECT value FROM json_each(?))`,
    );
    this.#versions.setReadBigInts(true);
    this.#rows = database.prepare(
      `SELECT DISTINCT id FROM joined_${id}
       WHERE kind = ? AND key IN (SELECT value FROM json_each(?)) AND id > ? ORDER BY id LIMIT ?`,
    );
  }

  facets(kind: string, keys: readonly string[]): readonly Facet[] {
    const rows = this.#facets.all(kind, JSON.stringify(keys)) as unknown as readonly FacetRow[];
    return rows.map(({ key, source, version, state }) => ({
      source,
      kind,
      key,
      version: streamVersion(version),
      state: state === null ? undefined : readTaggedJson(state),
    }));
  }

  versions(kind: string, keys: readonly string[]): readonly (readonly [string, StreamVersion])[] {
    const rows = this.#versions.all(kind, JSON.stringify(keys)) as unknown as readonly FacetRow[];
    return rows.map(({ key, version }) => [key, streamVersion(version)]);
  }

  rowsJoinedBy(kind: string, keys: readonly string[], after: string, limit: number): readonly string[] {
    const rows = this.#rows.all(kind, JSON.stringify(keys), after, limit) as unknown as readonly { id: string }[];
    return rows.map(({ id }) => id);
  }
}

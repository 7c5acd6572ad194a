import type { ComposedRow } from '@rollcall/event-sourcing';
import type { DatabaseSync, StatementSync } from '@rollcall/sqlite';
import type { Build } from './builds.js';
import type { FacetWrite } from './read-model-writer.js';

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
  put({ kind, key, source, version, state }: FacetWrite): boolean {
    return this.#putFacet.run(kind, key, source, version, state).changes > 0;
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

import type { Facet, StreamVersion } from '@rollcall/event-sourcing';
import { readTaggedJson, streamVersion } from '@rollcall/event-sourcing';
import type { DatabaseSync, StatementSync } from '@rollcall/sqlite';
import type { Build } from './builds.js';

type FacetRow = Readonly<{ key: string; source: string; version: bigint; state: string | null }>;

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

import type { DocumentFields } from '@rollcall/event-sourcing';
import type { DatabaseSync, StatementSync } from '@rollcall/sqlite';
import type { Build } from './builds.js';
import type { DocumentText } from './document-text.js';
import type { IndexEntry } from './index-entries.js';
import { indexEntries } from './index-entries.js';
import type { DocumentWrite } from './read-model-writer.js';

type Stored = Readonly<{ number: number; at: string; scope: number | null; doc: string | null; fields: string | null }>;

/** Writes one build's documents together with their index entries and the counters of their scopes. */
export class DocumentTable {
  readonly #statements: Statements;
  readonly #build: Build;

  constructor(database: DatabaseSync, build: Build) {
    const sql = sqlOf(build.id);
    const prepared = Object.entries(sql).map(([name, text]) => [name, database.prepare(text)]);
    this.#statements = Object.fromEntries(prepared) as Statements;
    this.#build = build;
  }

  /** Writes a document that has reached `at`, unless the stored one got further; a removed one leaves a tombstone. */
  put({ id, at, text }: DocumentWrite, now: number): void {
    const stored = this.#stored(id);
    if (stored && stored.at >= at) return;
    this.#write(id, stored, text, at, text === undefined ? now : null);
  }

  /** Writes a composed row; a removed one leaves nothing. */
  replace(id: string, text: DocumentText | undefined): void {
    const stored = this.#stored(id);
    if (text !== undefined) return this.#write(id, stored, text, '', null);
    if (!stored) return;
    this.#index(id, stored, undefined);
    this.#statements.remove.run(stored.number);
  }

  /** Forgets tombstones left before a time, a few at a time. */
  sweep(before: number): void {
    this.#statements.sweep.run(before);
  }

  #stored(id: string): Stored | undefined {
    return this.#statements.select.get(id) as Stored | undefined;
  }

  #write(
    id: string,
    stored: Stored | undefined,
    next: DocumentText | undefined,
    at: string,
    removedAt: number | null,
  ): void {
    const { insert, update } = this.#statements;
    const number = stored?.number ?? Number(insert.run(id, at).lastInsertRowid);
    const scope = this.#index(id, stored ?? { number, at, scope: null, doc: null, fields: null }, next);
    update.run(at, scope, next?.doc ?? null, next?.fields ?? null, removedAt, number);
  }

  /** Changes only the entries that differ; answers the number of the document's scope. */
  #index(id: string, stored: Stored, next: DocumentText | undefined): number | null {
    const { addEntry, removeEntry, enter, leave } = this.#statements;
    if (next && stored.fields === next.fields) return stored.scope;
    const [before, after] = [fieldsOf(stored.fields), fieldsOf(next?.fields)];
    const stays = before !== undefined && before.scope === after?.scope;
    const old = entriesOf(this.#build, before);
    const wanted = entriesOf(this.#build, after);
    for (const [name, entry] of old) {
      if (!stays || !wanted.has(name)) removeEntry.run(stored.scope, ...entry, id);
    }
    if (!stays && stored.scope !== null) leave.run(stored.scope);
    if (!after) return null;
    const scope = stays ? stored.scope : (enter.get(after.scope) as { id: number }).id;
    for (const [name, entry] of wanted) {
      if (!stays || !old.has(name)) addEntry.run(scope, ...entry, id, stored.number);
    }
    return scope;
  }
}

const fieldsOf = (text: string | null | undefined): DocumentFields | undefined =>
  typeof text === 'string' ? (JSON.parse(text) as DocumentFields) : undefined;

function entriesOf(build: Build, fields: DocumentFields | undefined): ReadonlyMap<string, IndexEntry> {
  const entries = fields ? indexEntries(build.shape, fields) : [];
  return new Map(entries.map((entry) => [JSON.stringify(entry), entry]));
}

const sqlOf = (id: number) => ({
  select: `SELECT number, at, scope, doc, fields FROM document_${id} WHERE id = ?`,
  insert: `INSERT INTO document_${id} (id, at) VALUES (?, ?)`,
  update: `UPDATE document_${id} SET at = ?, scope = ?, doc = ?, fields = ?, removedAt = ? WHERE number = ?`,
  remove: `DELETE FROM document_${id} WHERE number = ?`,
  sweep: `DELETE FROM document_${id} WHERE number IN
          (SELECT number FROM document_${id} WHERE removedAt < ? LIMIT 1000)`,
  addEntry: `INSERT INTO entry_${id} (scope, sort, filter, value, key, id, number) VALUES (?, ?, ?, ?, ?, ?, ?)`,
  removeEntry: `DELETE FROM entry_${id} WHERE scope = ? AND sort = ? AND filter = ? AND value = ? AND key = ? AND id = ?`,
  enter: `INSERT INTO scope_${id} (name, documents) VALUES (?, 1)
          ON CONFLICT (name) DO UPDATE SET documents = documents + 1 RETURNING id`,
  leave: `UPDATE scope_${id} SET documents = documents - 1 WHERE id = ?`,
});

type Statements = Readonly<Record<keyof ReturnType<typeof sqlOf>, StatementSync>>;

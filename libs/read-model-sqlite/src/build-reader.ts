import type { DocumentFields, Place, Stored } from '@rollcall/event-sourcing';
import { readTaggedJson } from '@rollcall/event-sourcing';
import type { Position } from '@rollcall/event-sourcing';
import type { DatabaseSync, StatementSync } from '@rollcall/sqlite';
import type { Build } from './builds.js';
import type { ValueRange } from './index-entries.js';
import { firstSort } from './index-entries.js';

/** A document as a page looks at it: where it stands, what it is found by, and its text. */
export type Candidate = Place & Readonly<{ fields: string; doc: string }>;
/** The whole scope in one sort, or one value of one filter in the first: a stretch of the index in the order of the page. */
export type Walk = Readonly<{
  scope: number;
  sort: number;
  filter: number;
  value: string | number;
  descending: boolean;
}>;

/** Reads one build. Every call is one short piece of synchronous work. */
export class BuildReader {
  readonly build: Build;
  readonly #statements: Statements;

  constructor(database: DatabaseSync, build: Build) {
    this.build = build;
    const prepared = Object.entries(sqlOf(build.id)).map(([name, text]) => [name, database.prepare(text)]);
    this.#statements = Object.fromEntries(prepared) as Statements;
  }

  get(scope: string, id: string): object | undefined {
    const row = this.#statements.get.get(id, scope) as { doc: string } | undefined;
    return row && (readTaggedJson(row.doc) as object);
  }

  /** The scope's number and how many documents it holds; `undefined` when it never held one. */
  scope(name: string): { id: number; documents: number } | undefined {
    return this.#statements.scope.get(name) as { id: number; documents: number } | undefined;
  }

  stored(ids: readonly string[]): readonly (readonly [string, Stored<object>])[] {
    const rows = this.#statements.stored.all(JSON.stringify(ids)) as unknown as StoredRow[];
    return rows.map(({ id, doc, at }) => [id, { doc: documentOf(doc), at: at as Position }]);
  }

  /** The next documents behind a place, or from the start. */
  walk(
    { scope, sort, filter, value, descending }: Walk,
    after: Place | undefined,
    limit: number,
  ): readonly Candidate[] {
    const { ascend, descend } = this.#statements;
    // Numbers lie before every text, bytes behind: so these places are before the first and behind the last entry.
    const [key, id] = after ? [after.key, after.id] : descending ? [new Uint8Array(), ''] : [-Number.MAX_VALUE, ''];
    const rows = (descending ? descend : ascend).all(scope, sort, filter, value, key, id, limit);
    return rows as unknown as readonly Candidate[];
  }

  /** The numbers of the documents within stretches of one filter, each once, up to a limit. */
  numbers(scope: number, ranges: readonly ValueRange[], limit: number): ReadonlySet<number> {
    const { equal, between } = this.#statements;
    const numbers = new Set<number>();
    for (const { filter, from, to } of ranges) {
      if (numbers.size >= limit) break;
      const rows =
        to === undefined ? equal.all(scope, filter, from, limit) : between.all(scope, filter, from, to, limit);
      for (const { number } of rows as unknown as { number: number }[]) numbers.add(number);
    }
    return numbers;
  }

  /** Documents by their numbers, in no order; `key` is theirs in the sort of that name. */
  documents(numbers: Iterable<number>, sort: string): readonly (Candidate & { parsed: DocumentFields })[] {
    const rows = this.#statements.documents.all(JSON.stringify([...numbers])) as unknown as Omit<Candidate, 'key'>[];
    return rows.map((row) => {
      const parsed = JSON.parse(row.fields) as DocumentFields;
      return { ...row, parsed, key: parsed.sorts[sort] ?? '' };
    });
  }
}

type StoredRow = Readonly<{ id: string; doc: string | null; at: string }>;

const documentOf = (text: string | null): object | undefined =>
  text === null ? undefined : (readTaggedJson(text) as object);

const sqlOf = (id: number) => {
  const walk = `SELECT entry.key, entry.id, document.fields, document.doc
    FROM entry_${id} AS entry CROSS JOIN document_${id} AS document ON document.number = entry.number
    WHERE entry.scope = ? AND entry.sort = ? AND entry.filter = ? AND entry.value = ?`;
  const numbers = `SELECT DISTINCT number FROM entry_${id} WHERE scope = ? AND sort = ${firstSort} AND filter = ?`;
  return {
    get: `SELECT document.doc FROM document_${id} AS document JOIN scope_${id} AS scope ON scope.id = document.scope
          WHERE document.id = ? AND scope.name = ?`,
    scope: `SELECT id, documents FROM scope_${id} WHERE name = ?`,
    stored: `SELECT id, doc, at FROM document_${id} WHERE id IN (SELECT value FROM json_each(?))`,
    ascend: `${walk} AND (entry.key, entry.id) > (?, ?) ORDER BY entry.key, entry.id LIMIT ?`,
    descend: `${walk} AND (entry.key, entry.id) < (?, ?) ORDER BY entry.key DESC, entry.id DESC LIMIT ?`,
    equal: `${numbers} AND value = ? LIMIT ?`,
    between: `${numbers} AND value >= ? AND value < ? LIMIT ?`,
    documents: `SELECT id, fields, doc FROM document_${id} WHERE number IN (SELECT value FROM json_each(?))`,
  };
};

type Statements = Readonly<Record<keyof ReturnType<typeof sqlOf>, StatementSync>>;

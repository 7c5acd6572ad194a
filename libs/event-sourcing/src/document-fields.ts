import type { ReadModelDeclaration, Scalar, Scope } from './read-model.js';
import { sortKey } from './sort-key.js';

/** What a document can be found and ordered by, computed once when it is written; adapters index exactly this. */
export type DocumentFields = Readonly<{
  scope: string;
  /** By filter name, in the order of the declaration; each value once. */
  filters: Readonly<Record<string, readonly Scalar[]>>;
  sorts: Readonly<Record<string, string | number>>;
  words: readonly string[];
}>;

/** A scope as text: `site:<id>`, `team:<id>` or `account:<id>`. */
export function scopeText(scope: Scope): string {
  const [[kind, id] = []] = Object.entries(scope);
  return `${kind}:${id}`;
}

/** The names of the declared sorts; a read model that declares none is sorted by id. */
export function sortNames(declaration: ReadModelDeclaration<never>): readonly string[] {
  const names = Object.keys(declaration.sorts);
  return names.length === 0 ? ['id'] : names;
}

/** Applies a declaration to a document. */
export function documentFields<Doc extends object>(declaration: ReadModelDeclaration<Doc>, doc: Doc): DocumentFields {
  const filters = Object.entries(declaration.filters).map(([name, read]) => {
    const value = read(doc);
    return [name, isList(value) ? [...new Set(value)] : [value]] as const;
  });
  const sorts = sortNames(declaration).map((name) => {
    const key = declaration.sorts[name]?.(doc) ?? '';
    return [name, typeof key === 'string' ? sortKey(key) : key] as const;
  });
  return {
    scope: scopeText(declaration.scope(doc)),
    filters: Object.fromEntries(filters),
    sorts: Object.fromEntries(sorts),
    words: [...new Set(declaration.search?.(doc) ?? [])],
  };
}

const isList = (value: Scalar | readonly Scalar[]): value is readonly Scalar[] => Array.isArray(value);

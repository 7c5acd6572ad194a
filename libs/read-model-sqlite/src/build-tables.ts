/**
 * The tables of one build. `entry` is its only index: for every sort the whole scope (filter 0), and under the first sort
 * each value of each filter in its order, with the words of the search behind the last filter. So every sort, and every
 * equality with the first sort, is one range of it, the scope first (KRN-15).
 */
export const buildTables = (id: number): string => `
  CREATE TABLE scope_${id} (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, documents INTEGER NOT NULL) STRICT;
  CREATE TABLE document_${id} (
    number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, at TEXT NOT NULL,
    scope INTEGER, doc TEXT, fields TEXT, removedAt INTEGER
  ) STRICT;
  CREATE INDEX tombstone_${id} ON document_${id} (removedAt) WHERE removedAt IS NOT NULL;
  CREATE TABLE entry_${id} (
    scope INTEGER NOT NULL, sort INTEGER NOT NULL, filter INTEGER NOT NULL, value ANY NOT NULL,
    key ANY NOT NULL, id TEXT NOT NULL, number INTEGER NOT NULL,
    PRIMARY KEY (scope, sort, filter, value, key, id)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE facet_${id} (
    kind TEXT NOT NULL, key TEXT NOT NULL, source TEXT NOT NULL, version INTEGER NOT NULL, state TEXT,
    PRIMARY KEY (kind, key)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE joined_${id} (
    kind TEXT NOT NULL, key TEXT NOT NULL, id TEXT NOT NULL, PRIMARY KEY (kind, key, id)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE row_${id} (id TEXT PRIMARY KEY, joined TEXT NOT NULL) STRICT, WITHOUT ROWID;
`;

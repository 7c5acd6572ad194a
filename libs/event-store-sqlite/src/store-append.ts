import type { Appended, Cryptography, EncodedWrite, ExpectedVersion } from '@rollcall/event-sourcing';
import { VersionConflict, chainHash, streamVersion } from '@rollcall/event-sourcing';
import type { DatabaseSync } from '@rollcall/sqlite';
import { isConstraintViolation } from '@rollcall/sqlite';
import { positionOf } from './event-table.js';

/** Stores one append inside the transaction that is open: all of it or, with a throw, nothing. */
export type StoreAppend = (writes: readonly EncodedWrite[]) => readonly Appended[];

/** An id is derived from stream, command and index: meeting it at another place is a fault of the caller, no conflict. */
export class EventIdTaken extends Error {
  override readonly name = 'EventIdTaken';
}

/** Version (-1 before the first event) and hash of a stream's newest event. */
type Head = Readonly<{ version: number; hash: string | undefined }>;
/** The place of a write's last event; no position for a stream that was only checked. */
type Place = Readonly<{ version: number; position: number | undefined }>;
type Statements = ReturnType<typeof prepareStatements>;

/**
 * Prepares storing appends through this connection. What it answers
 * @throws VersionConflict when a stream is not at its `expected`.
 * @throws EventIdTaken when an event's id is stored at another place.
 */
export function createStoreAppend(database: DatabaseSync, cryptography: Cryptography): StoreAppend {
  const statements = prepareStatements(database);
  return (writes) => {
    const heads = writes.map(({ stream }) => headOf(statements, stream));
    const moved = writes.findIndex(({ expected }, index) => numberOfVersion(expected) !== heads[index]!.version);
    if (moved < 0) return appended(statements, insertAll(statements, cryptography, writes, heads));
    const stored = placesOfRepeated(statements, writes);
    if (stored) return appended(statements, stored);
    const { stream, expected } = writes[moved]!;
    throw new VersionConflict(stream, expected, expectedVersion(heads[moved]!.version));
  };
}

function headOf(statements: Statements, stream: string): Head {
  const row = statements.head.get(stream);
  return row ? { version: Number(row['version']), hash: String(row['hash']) } : { version: -1, hash: undefined };
}

function insertAll(
  statements: Statements,
  cryptography: Cryptography,
  writes: readonly EncodedWrite[],
  heads: readonly Head[],
): readonly Place[] {
  let first: number | undefined;
  try {
    return writes.map(({ stream, events }, index) => {
      let { version, hash } = heads[index]!;
      let position: number | undefined;
      for (const event of events) {
        hash = chainHash(cryptography, hash, event);
        version += 1;
        const row = statements.insert.run(stream, version, event.id, event.type, hash, event.data, event.metadata);
        position = Number(row.lastInsertRowid);
        first ??= position;
      }
      return { version, position };
    });
  } catch (error) {
    if (!isConstraintViolation(error)) throw error;
    // Cheaper than a savepoint around every append for what never happens to a correct caller.
    if (first !== undefined) statements.removeFrom.run(first);
    throw new EventIdTaken('An event with one of these ids is stored at another place.', { cause: error });
  }
}

/** Where an earlier call stored the same ids at the same places; undefined when any of them is missing. */
function placesOfRepeated(statements: Statements, writes: readonly EncodedWrite[]): readonly Place[] | undefined {
  if (writes.every(({ events }) => events.length === 0)) return undefined;
  const places: Place[] = [];
  for (const { stream, expected, events } of writes) {
    const before = numberOfVersion(expected);
    const rows = statements.after.all(stream, before, events.length);
    if (rows.length < events.length || rows.some((row, index) => row['id'] !== events[index]!.id)) return undefined;
    const last = rows.at(-1);
    places.push({ version: before + rows.length, position: last && Number(last['position']) });
  }
  return places;
}

/** A checked stream answers the position of the append; an append that only checks, the end of the log. */
function appended(statements: Statements, places: readonly Place[]): readonly Appended[] {
  const newest = Math.max(...places.map(({ position = 0 }) => position));
  const last = newest > 0 ? newest : Number(statements.end.get()?.['position']);
  return places.map(({ version, position = last }) => ({
    version: streamVersion(version),
    position: positionOf(position),
  }));
}

function prepareStatements(database: DatabaseSync) {
  return {
    head: database.prepare('SELECT version, hash FROM event WHERE stream = ? ORDER BY version DESC LIMIT 1'),
    after: database.prepare('SELECT id, position FROM event WHERE stream = ? AND version > ? ORDER BY version LIMIT ?'),
    end: database.prepare('SELECT coalesce(max(position), 0) AS position FROM event'),
    insert: database.prepare(
      'INSERT INTO event (stream, version, id, type, hash, data, metadata) VALUES (?, ?, ?, ?, ?, ?, ?)',
    ),
    removeFrom: database.prepare('DELETE FROM event WHERE position >= ?'),
  };
}

const numberOfVersion = (expected: ExpectedVersion): number => (expected === 'no-stream' ? -1 : Number(expected));
const expectedVersion = (version: number): ExpectedVersion => (version < 0 ? 'no-stream' : streamVersion(version));

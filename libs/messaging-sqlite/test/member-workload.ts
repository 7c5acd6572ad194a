import type { Envelope, Verdict } from '@rollcall/event-sourcing';
import { createMessageCodec, createScheduler } from '@rollcall/event-sourcing';
import { openDatabase } from '@rollcall/sqlite';
import { createTestCryptography } from '@rollcall/testing';
import { join } from 'node:path';
import { createSqliteMessageBus } from '../src/sqlite-message-bus.js';

/** The group whose members are killed, and what it reads. */
export const group = 'members';
export const topic = 'rollcall.faults.v1';
/** A silent member's partitions are free after this long, ms. */
export const leaseMs = 1_000;

const migrations = ['CREATE TABLE effect (place INTEGER PRIMARY KEY, id TEXT, key TEXT, number INTEGER) STRICT;'];
/** One handling of a message. */
export type Effect = Readonly<{ id: string; key: string; number: number }>;

/** Where members leave a trace of each message they handle, in one order over all processes. */
export function openEffects(folder: string) {
  const database = openDatabase({ file: join(folder, 'effects.sqlite'), synchronous: 'NORMAL', migrations });
  const insert = database.prepare('INSERT INTO effect (id, key, number) VALUES (?, ?, ?)');
  return {
    handle: ({ id, key, data }: Envelope): Verdict => {
      insert.run(id, key, (data as { number: number }).number);
      return 'ack';
    },
    all: () => database.prepare('SELECT id, key, number FROM effect ORDER BY place').all() as Effect[],
    close: () => database.close(),
  };
}

/** The bus that all processes of a run share. */
export function openBus(folder: string) {
  return createSqliteMessageBus({
    file: join(folder, 'bus.sqlite'),
    codec: createMessageCodec({ cryptography: createTestCryptography() }),
    scheduler: createScheduler({ nextTurn: setImmediate }),
    clock: { now: () => new Date(), sleepUntil: () => Promise.reject(new Error('The bus sleeps in real time only.')) },
    leaseMs,
  });
}

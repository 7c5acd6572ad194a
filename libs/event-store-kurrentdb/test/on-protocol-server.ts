import { afterEach, expect } from '@jest/globals';
import type { EventStore, NewEvent, StreamName, StreamWrite } from '@rollcall/event-sourcing';
import { chainHash, createEventCodec, streamName, streamVersion } from '@rollcall/event-sourcing';
import { createTestCryptography, newEvents } from '@rollcall/testing';
import { randomUUID } from 'node:crypto';
import type { ProtocolServer, ProtocolServerOptions } from '../../../tools/engines/kurrentdb/protocol-server.js';
import { startProtocolServer } from '../../../tools/engines/kurrentdb/protocol-server.js';
import { openKurrentEventStore } from '../src/index.js';

/** Cryptography of all stores of a spec: instances of one service share their keys. */
export const cryptography = createTestCryptography();

/** A server that misbehaves when told to, and stores on it; both end with the test. */
export type OnServer = Readonly<{ server: ProtocolServer; open: (settings?: Settings) => Promise<EventStore> }>;

/** Times that a test has shorter than service has, ms. */
export type Settings = Readonly<{ deadlineMs?: number; patienceMs?: number }>;

/** Functions that give a test a server of its own. To be called at the top level of a spec. */
export function onProtocolServer(): (options?: ProtocolServerOptions) => Promise<OnServer> {
  const cleanUp: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const step of cleanUp.splice(0).reverse()) await step();
  });
  return async (options) => {
    const server = await startProtocolServer(options);
    cleanUp.push(async () => server[Symbol.asyncDispose]());
    const open = async ({ deadlineMs = 5_000, patienceMs = 20_000 }: Settings = {}): Promise<EventStore> => {
      const connection = { nodes: [`127.0.0.1:${server.port}`], tls: 'off', deadlineMs } as const;
      const codec = createEventCodec({ cryptography });
      const store = await openKurrentEventStore({
        connection,
        streamPrefix: 'testing.',
        codec,
        cryptography,
        patienceMs,
      });
      cleanUp.push(() => store.close());
      return store;
    };
    return { server, open };
  };
}

/** A stream of its own for every test. */
export const someStream = (): StreamName => streamName('testing.room', randomUUID());

/** Events numbered in their data, with a personal field: sealed anew each time they are encoded. */
export const someEvents = (count: number): readonly NewEvent[] =>
  newEvents(
    ...Array.from({ length: count }, (_, number) => ({
      type: 'room-opened',
      data: { number, personal: { subject: 'person:zoe', name: 'Zoë' } },
    })),
  );

/** A write at a version; before the first event it is -1. */
export const writeAt = (stream: StreamName, version: number, events: readonly NewEvent[]): StreamWrite => ({
  stream,
  expected: version < 0 ? 'no-stream' : streamVersion(version),
  events,
});

/** The ids that lie in a stream, after checking that versions have no gap and every hash goes over the one before. */
export function soundIds(server: ProtocolServer, stream: StreamName): string[] {
  let hash: string | undefined;
  return server.recordsOf(stream).map((record, index) => {
    expect(record.revision).toBe(BigInt(index));
    const data = Buffer.from(record.data).toString('utf8');
    hash = chainHash(cryptography, hash, { id: record.id, type: record.type, data });
    expect((JSON.parse(Buffer.from(record.metadata).toString('utf8')) as { hash: string }).hash).toBe(hash);
    return record.id;
  });
}

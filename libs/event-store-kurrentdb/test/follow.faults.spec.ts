import { describe, expect, test } from '@jest/globals';
import type { EventStore, LogEntry, Position, StreamName } from '@rollcall/event-sourcing';
import { DependencyAway, createEventCodec, streamName } from '@rollcall/event-sourcing';
import { newEvents } from '@rollcall/testing';
import { randomInt, randomUUID } from 'node:crypto';
import { openKurrentEventStore } from '../src/index.js';
import { cryptography, onProtocolServer, someEvents, someStream, writeAt } from './on-protocol-server.js';

const onServer = onProtocolServer();

/** Appends so many events, several at once; answers how many there are. */
async function appendMany(store: EventStore, count: number): Promise<void> {
  const streams = Array.from({ length: 5 }, someStream);
  for (let version = -1; version < count / streams.length - 1; version += 1) {
    await Promise.all(streams.map((stream) => store.append([writeAt(stream, version, someEvents(1))])));
  }
}

/** Follows from the start until so many events have come; `seen` is called behind each entry. */
async function follow(
  store: EventStore,
  count: number,
  seen: (entry: LogEntry, events: number) => unknown = () => undefined,
): Promise<LogEntry[]> {
  const stop = new AbortController();
  const entries: LogEntry[] = [];
  let events = 0;
  for await (const entry of store.follow({ after: 'start', types: 'all', signal: stop.signal })) {
    entries.push(entry);
    if (entry.kind === 'event') events += 1;
    await seen(entry, events);
    if (events === count) stop.abort();
  }
  return entries;
}

const idsOf = (entries: readonly LogEntry[]): string[] =>
  entries.flatMap((entry) => (entry.kind === 'event' ? entry.event.id : []));

describe('followers of a KurrentDB that fails', () => {
  test('KRN-07 a connection that is cut again and again loses nothing, repeats nothing and keeps the order', async () => {
    const seed = Number(process.env['ROLLCALL_SEED'] ?? randomInt(2 ** 31));
    process.stdout.write(`ROLLCALL_SEED=${seed}\n`);
    const { server, open } = await onServer();
    const store = await open();
    await appendMany(store, 600);
    const cuts = new Set(Array.from({ length: 12 }, (_, cut) => ((seed >> cut) % 50) + cut * 50));
    const late = appendMany(store, 100);
    const entries = await follow(store, 700, (_, events) => {
      if (cuts.delete(events)) server.cut();
    });
    await late;
    const undisturbed = await follow(store, 700);
    expect(idsOf(entries)).toEqual(idsOf(undisturbed));
    expect(new Set(idsOf(entries)).size).toBe(700);
    expect(cuts.size).toBe(0);
    const positions = entries.map(({ position }) => position);
    expect(positions).toEqual(positions.toSorted());
  });

  test('KRN-07 a subscription that the server just ends is a broken one: it is taken up again', async () => {
    const { server, open } = await onServer();
    const store = await open();
    await appendMany(store, 40);
    let ended = 0;
    const following = follow(store, 50, async ({ kind }) => {
      if (kind !== 'caught-up' || ended >= 2) return;
      ended += 1;
      server.endFollowers();
      if (ended === 2) await appendMany(store, 10);
    });
    expect(new Set(idsOf(await following)).size).toBe(50);
    expect(ended).toBe(2);
  });

  test('KRN-07 a server that is started again is followed on; one that stays away is reported', async () => {
    const { server, open } = await onServer();
    const store = await open();
    await appendMany(store, 20);
    const entries: LogEntry[] = [];
    const restarted = follow(store, 30, async (entry, events) => {
      entries.push(entry);
      if (entry.kind !== 'caught-up' || events !== 20) return;
      await server.stop();
      await server.start();
      await appendMany(store, 10);
    });
    expect(new Set(idsOf(await restarted)).size).toBe(30);

    await server.stop();
    await expect(follow(store, 1)).rejects.toThrow(DependencyAway);
    await server.start();
    expect(idsOf(await follow(store, 30))).toEqual(idsOf(entries));
  });

  test('KRN-07 whoever takes entries slowly holds back the server, not this memory', async () => {
    const { server, open } = await onServer();
    const store = await open();
    const large = { type: 'room-opened', data: { text: 'x'.repeat(20_000) } };
    const large25 = () => newEvents(...Array.from({ length: 25 }, () => large));
    await Promise.all(Array.from({ length: 40 }, () => store.append([writeAt(someStream(), -1, large25())])));
    const stop = new AbortController();
    const entries = store.follow({ after: 'start', types: 'all', signal: stop.signal })[Symbol.asyncIterator]();
    await entries.next();
    const before = server.messagesSent;
    // Whatever the server can send before somebody takes more, it has sent when it has answered so many other requests.
    for (let request = 0; request < 50; request += 1) await store.head();
    expect(before).toBeGreaterThan(0);
    expect(server.messagesSent).toBeLessThan(700);
    for (let events = 1; events < 1_000;) events += (await entries.next()).value?.kind === 'event' ? 1 : 0;
    stop.abort();
    expect(server.messagesSent).toBeGreaterThan(1_000);
  });

  test('KRN-07 a checkpoint moves past the events of other services, never past one that was not handed over', async () => {
    const { server, open } = await onServer();
    const store = await open();
    const others = await openKurrentEventStore({
      connection: { nodes: [`127.0.0.1:${server.port}`], tls: 'off' },
      streamPrefix: 'other.',
      codec: createEventCodec({ cryptography }),
      cryptography,
    });
    const appendOthers = async (count: number): Promise<Position> => {
      const stream: StreamName = streamName('other.thing', randomUUID());
      const events = Array.from({ length: count }, () => someEvents(1)[0]!);
      const [appended] = await others.append([writeAt(stream, -1, events)]);
      return appended!.position;
    };
    await appendMany(store, 50);
    const foreign = await appendOthers(200);
    await appendMany(store, 50);
    await appendOthers(100);
    const entries = await follow(store, 100);
    const reached = entries.filter(({ kind }) => kind === 'reached');
    const between = entries.findIndex(({ kind }) => kind === 'reached');
    expect(reached.length).toBeGreaterThan(0);
    expect(idsOf(entries.slice(0, between))).toHaveLength(50);
    expect(reached[0]!.position <= foreign).toBe(true);
    expect(entries.map(({ position }) => position)).toEqual(entries.map(({ position }) => position).toSorted());
    expect(await store.head()).toBe(entries.findLast(({ kind }) => kind === 'event')!.position);
    await others.close();
  });
});

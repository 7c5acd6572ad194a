import { expect } from '@jest/globals';
import type { EventStore, LogEntry, Position, StreamName } from '@rollcall/event-sourcing';
import { StoreClosed, streamVersion } from '@rollcall/event-sourcing';
import type { ContractTest } from './event-store-contract.js';
import { followUntil, readAll, someEvent, someEvents, someStream } from './event-store-contract.js';

const isCaughtUp = ({ kind }: LogEntry): boolean => kind === 'caught-up';
const eventIds = (entries: readonly LogEntry[]): string[] =>
  entries.flatMap((entry) => (entry.kind === 'event' ? entry.event.id : []));

/** Appends `count` events to a new stream, one append each; answers their ids in order. */
async function appendOneByOne(store: EventStore, count: number, type?: string): Promise<string[]> {
  const stream = someStream();
  const events = someEvents(count, type);
  await Promise.all(
    events.map((event, index) =>
      store.append([{ stream, expected: index === 0 ? 'no-stream' : streamVersion(index - 1), events: [event] }]),
    ),
  );
  return events.map(({ id }) => id);
}

/** Follows from `after` until `count` events have come; answers their ids and where it stopped. */
async function followEvents(store: EventStore, after: Position | 'start', count: number) {
  let left = count;
  const entries = await followUntil(store, after, ({ kind }) => kind === 'event' && --left === 0);
  return { ids: eventIds(entries), at: entries.at(-1)!.position };
}

/** Order, resuming, filters, waking, stopping. */
export function logSuite(test: ContractTest): void {
  test('KRN-03 positions compare as text in the order of the commits', async ({ store }) => {
    const stream = someStream();
    const positions: Position[] = [];
    for (let version = -1; version < 110; version++) {
      const expected = version < 0 ? 'no-stream' : streamVersion(version);
      const [appended] = await store.append([{ stream, expected, events: someEvents(1) }]);
      positions.push(appended!.position);
    }
    expect([...positions].sort()).toEqual(positions);
    expect(new Set(positions).size).toBe(positions.length);
    expect(await store.head()).toBe(positions.at(-1));
  });

  test('KRN-03 the log delivers what was appended, in the order and at the positions of the appends', async ({
    store,
  }) => {
    const after = await store.head();
    const streams = [someStream(), someStream()] as const;
    const first = await store.append(
      streams.map((stream) => ({ stream, expected: 'no-stream', events: someEvents(2) })),
    );
    const entries = await followUntil(store, after, isCaughtUp);
    const events = entries.flatMap((entry) => (entry.kind === 'event' ? entry : []));
    expect(events.map(({ event }) => [event.stream, event.version])).toEqual([
      [streams[0], 0n],
      [streams[0], 1n],
      [streams[1], 0n],
      [streams[1], 1n],
    ]);
    expect(events.map(({ event }) => event)).toEqual([
      ...(await readAll(store, streams[0])),
      ...(await readAll(store, streams[1])),
    ]);
    expect([events[1]?.position, events[3]?.position]).toEqual(first.map(({ position }) => position));
  });

  test('KRN-07 a follower that stops and goes on misses nothing and sees nothing twice', async ({ store }) => {
    let at = await store.head();
    const appended = appendOneByOne(store, 700);
    const seen: string[] = [];
    for (let turn = 1; seen.length < 700; turn++) {
      const followed = await followEvents(store, at, Math.min(turn * 13, 700 - seen.length));
      seen.push(...followed.ids);
      at = followed.at;
    }
    expect(seen).toEqual(await appended);
  });

  test('KRN-07 followers see the same order while several streams are written at once', async ({ store }) => {
    const after = await store.head();
    const writers = Array.from({ length: 8 }, () => appendOneByOne(store, 40));
    const [one, two] = await Promise.all([followEvents(store, after, 320), followEvents(store, after, 320)]);
    const written = await Promise.all(writers);
    expect(one.ids).toEqual(two.ids);
    for (const ids of written) expect(one.ids.filter((id) => ids.includes(id))).toEqual(ids);
  });

  test('KRN-07 a filter leaves out other types, and the follower still gets past them', async ({ store }) => {
    const after = await store.head();
    const wanted = await appendOneByOne(store, 3, 'room-opened');
    await appendOneByOne(store, 1_300, 'room-renamed');
    const entries = await followUntil(store, after, isCaughtUp, ['room-opened', 'room-closed']);
    expect(eventIds(entries)).toEqual(wanted);
    const positions = entries.map(({ position }) => position);
    expect([...positions].sort()).toEqual(positions);
    expect(entries.some(({ kind }) => kind === 'reached')).toBe(true);
    expect(positions.at(-1)).toBe(await store.head());
    const rest = await followUntil(store, positions.at(-1)!, isCaughtUp, ['room-renamed']);
    expect(rest.map(({ kind }) => kind)).toEqual(['caught-up']);
  });

  test('KRN-16 a follower of an empty log, or at its end, is told so at once', async ({ store }) => {
    const entries = await followUntil(store, await store.head(), isCaughtUp);
    expect(entries.map(({ kind }) => kind)).toEqual(['caught-up']);
    await appendOneByOne(store, 1);
    const head = await store.head();
    expect(await followUntil(store, head, isCaughtUp)).toEqual([{ kind: 'caught-up', position: head }]);
  });

  test('KRN-16 a follower at the end wakes for what its own store and another one append', async ({ store, open }) => {
    const other = await open();
    const expected: string[] = [];
    const seen: string[] = [];
    const stop = new AbortController();
    let appends = 0;
    for await (const entry of store.follow({ after: await store.head(), types: 'all', signal: stop.signal })) {
      if (entry.kind === 'event') seen.push(entry.event.id);
      if (seen.length === 4) stop.abort();
      // Only once the follower has reached the end, so that every append has to wake it.
      else if (entry.kind !== 'reached' && seen.length === expected.length && appends < 4) {
        const event = someEvent();
        expected.push(event.id);
        void (appends++ % 2 === 0 ? store : other).append([
          { stream: someStream(), expected: 'no-stream', events: [event] },
        ]);
      }
    }
    expect(seen).toEqual(expected);
  });

  test('KRN-16 aborting ends a follower: before it began, in the middle, and while it waits', async ({ store }) => {
    const after = await store.head();
    await appendOneByOne(store, 20);
    const follow = (signal: AbortSignal) => store.follow({ after, types: 'all', signal });
    expect(await Array.fromAsync(follow(AbortSignal.abort()))).toEqual([]);
    expect((await followEvents(store, after, 7)).ids).toHaveLength(7);

    const stop = new AbortController();
    const waiting = follow(stop.signal)[Symbol.asyncIterator]();
    for (let entry = await waiting.next(); !entry.done && !isCaughtUp(entry.value); entry = await waiting.next());
    const next = waiting.next();
    stop.abort();
    expect(await next).toMatchObject({ done: true });
  });

  test('KRN-16 closing ends followers, waits for queued appends, and refuses every later call', async ({ store }) => {
    const [stream, never] = [someStream(), new AbortController().signal];
    const waiting = store.follow({ after: await store.head(), types: 'all', signal: never })[Symbol.asyncIterator]();
    await waiting.next();
    const ended = waiting.next();
    const append = (to: StreamName) => store.append([{ stream: to, expected: 'no-stream', events: someEvents(1) }]);
    const queued = append(stream);
    const closing = store.close();

    await expect(append(someStream())).rejects.toThrow(StoreClosed);
    await closing;
    expect(await queued).toMatchObject([{ version: 0n }]);
    await drained(ended, waiting);
    await expect(readAll(store, stream)).rejects.toThrow(StoreClosed);
    await expect(store.head()).rejects.toThrow(StoreClosed);
    await expect(Array.fromAsync(store.follow({ after: 'start', types: 'all', signal: never }))).rejects.toThrow(
      StoreClosed,
    );
    await store.close();
  });
}

/** The iterator ends after at most what was under way. */
async function drained(next: Promise<IteratorResult<LogEntry>>, rest: AsyncIterator<LogEntry>): Promise<void> {
  for (let entry = await next; !entry.done; entry = await rest.next());
}

import { expect } from '@jest/globals';
import type { EventStore, StreamName, StreamWrite } from '@rollcall/event-sourcing';
import { VersionConflict, streamVersion } from '@rollcall/event-sourcing';
import type { ContractTest } from './event-store-contract.js';
import { readAll, someEvent, someEvents, someStream } from './event-store-contract.js';

const writeTo = (stream: StreamName, count = 1): StreamWrite => ({
  stream,
  expected: 'no-stream',
  events: someEvents(count),
});
const idsOf = async (store: EventStore, stream: StreamName): Promise<string[]> =>
  (await readAll(store, stream)).map(({ id }) => id);

/** Who wins, what is all or nothing, and what is recognised when it comes again. */
export function appendSuite(test: ContractTest): void {
  test('KRN-03 of two writers at one version one stores, the other learns where the stream stands', async ({
    store,
  }) => {
    const stream = someStream();
    const [first, second] = [someEvent(), someEvent()];
    const [won, lost] = await Promise.allSettled([
      store.append([{ stream, expected: 'no-stream', events: [first] }]),
      store.append([{ stream, expected: 'no-stream', events: [second] }]),
    ]);
    expect(won).toMatchObject({ status: 'fulfilled', value: [{ version: 0n }] });
    expect(lost).toMatchObject({ status: 'rejected', reason: { stream, expected: 'no-stream', actual: 0n } });
    expect((lost as PromiseRejectedResult).reason).toBeInstanceOf(VersionConflict);
    expect(await idsOf(store, stream)).toEqual([first.id]);
  });

  test('KRN-03 a stream that does not exist is not at version 0', async ({ store }) => {
    const stream = someStream();
    await expect(store.append([{ stream, expected: streamVersion(0), events: someEvents(1) }])).rejects.toMatchObject({
      name: 'VersionConflict',
      actual: 'no-stream',
    });
  });

  test('KRN-03 several streams are written together, each with its own versions', async ({ store }) => {
    const [pool, seat] = [writeTo(someStream(), 2), writeTo(someStream(), 1)];
    const [poolPlace, seatPlace] = await store.append([pool, seat]);
    expect([poolPlace?.version, seatPlace?.version]).toEqual([1n, 0n]);
    expect(await idsOf(store, pool.stream)).toEqual(pool.events.map(({ id }) => id));
    expect(await idsOf(store, seat.stream)).toEqual(seat.events.map(({ id }) => id));
    expect((await readAll(store, pool.stream)).map(({ version }) => version)).toEqual([0n, 1n]);
  });

  test('KRN-03 one stream elsewhere, and nothing is stored in any', async ({ store }) => {
    const [taken, before, after] = [someStream(), someStream(), someStream()];
    await store.append([writeTo(taken)]);
    await expect(store.append([writeTo(before), writeTo(taken), writeTo(after)])).rejects.toMatchObject({
      name: 'VersionConflict',
      stream: taken,
    });
    expect(await idsOf(store, before)).toEqual([]);
    expect(await idsOf(store, after)).toEqual([]);
    expect(await idsOf(store, taken)).toHaveLength(1);
  });

  test('KRN-03 a stream that was only read is checked and stays as it is', async ({ store }) => {
    const [read, never, written] = [someStream(), someStream(), someStream()];
    await store.append([writeTo(read, 2)]);
    const [checked, , appended] = await store.append([
      { stream: read, expected: streamVersion(1), events: [] },
      { stream: never, expected: 'no-stream', events: [] },
      writeTo(written),
    ]);
    expect(checked?.version).toBe(1n);
    expect(checked?.position).toBe(appended?.position);
    expect(await idsOf(store, read)).toHaveLength(2);
    expect(await idsOf(store, never)).toEqual([]);
  });

  test('KRN-03 a stream that was only read and has moved on refuses the append', async ({ store }) => {
    const [read, written] = [someStream(), someStream()];
    await store.append([writeTo(read, 2)]);
    for (const expected of [streamVersion(0), 'no-stream'] as const) {
      await expect(store.append([{ stream: read, expected, events: [] }, writeTo(written)])).rejects.toMatchObject({
        name: 'VersionConflict',
        stream: read,
        expected,
        actual: 1n,
      });
    }
    expect(await idsOf(store, written)).toEqual([]);
  });

  test('KRN-03 an append may consist of checks alone', async ({ store }) => {
    const read = someStream();
    const [last] = await store.append([writeTo(read)]);
    const check = { stream: read, expected: streamVersion(0), events: [] };
    expect((await store.append([check]))[0]?.version).toBe(last?.version);
    await store.append([{ stream: read, expected: streamVersion(0), events: someEvents(1) }]);
    await expect(store.append([check])).rejects.toThrow(VersionConflict);
  });

  test('KRN-03 fifty racers from two instances claim one name: one wins', async ({ store, open }) => {
    const stores = [store, await open()];
    const claim = someStream('testing.name-claim');
    const racers = Array.from({ length: 50 }, (_, racer) => ({ owner: someStream(), store: stores[racer % 2]! }));
    const results = await Promise.allSettled(
      racers.map((racer) => racer.store.append([writeTo(claim), writeTo(racer.owner)])),
    );
    const winners = racers.filter((_, racer) => results[racer]?.status === 'fulfilled');
    expect(winners).toHaveLength(1);
    for (const result of results) {
      if (result.status === 'rejected') expect(result.reason).toBeInstanceOf(VersionConflict);
    }
    const owners = await Promise.all(racers.map((racer) => idsOf(store, racer.owner)));
    expect(owners.filter((events) => events.length > 0)).toHaveLength(1);
    expect(await idsOf(store, claim)).toHaveLength(1);
  });

  test('KRN-04 the same append again answers the first places, also when the streams have moved on', async ({
    store,
  }) => {
    const [pool, seat, read] = [writeTo(someStream(), 2), writeTo(someStream()), someStream()];
    const append = [pool, { stream: read, expected: 'no-stream', events: [] }, seat] as const;
    const first = await store.append(append);
    expect(await store.append(append)).toEqual(first);

    await store.append([{ ...pool, expected: streamVersion(1), events: someEvents(1) }, writeTo(read)]);
    expect(await store.append(append)).toEqual(first);
    expect(await idsOf(store, pool.stream)).toHaveLength(3);
    expect(await idsOf(store, seat.stream)).toHaveLength(1);
  });

  test('KRN-04 the same append twice at once is stored once', async ({ store, open }) => {
    const other = await open();
    const append = [writeTo(someStream(), 2), writeTo(someStream())];
    const [one, two, three] = await Promise.all([store.append(append), store.append(append), other.append(append)]);
    expect(two).toEqual(one);
    expect(three).toEqual(one);
    expect(await idsOf(store, append[0]!.stream)).toHaveLength(2);
  });

  test('KRN-04 other ids at that place conflict', async ({ store }) => {
    const first = writeTo(someStream(), 2);
    await store.append([first]);
    for (const events of [
      [first.events[0]!, someEvent()],
      [...first.events, someEvent()],
      [...first.events].reverse(),
    ]) {
      await expect(store.append([{ ...first, events }])).rejects.toThrow(VersionConflict);
    }
    expect(await idsOf(store, first.stream)).toEqual(first.events.map(({ id }) => id));
  });

  test('KRN-04 an append of which only a part is stored conflicts and adds nothing', async ({ store }) => {
    const [stored, missing] = [writeTo(someStream()), writeTo(someStream())];
    await store.append([stored]);
    await expect(store.append([stored, missing])).rejects.toMatchObject({ stream: stored.stream });
    await expect(store.append([missing, stored])).rejects.toMatchObject({ stream: stored.stream });
    expect(await idsOf(store, missing.stream)).toEqual([]);
  });

  test('KRN-03 a stream that was never written is empty', async ({ store }) => {
    expect(await readAll(store, someStream())).toEqual([]);
  });

  test('KRN-03 what was stored, and what was still queued when the store closed, is there after a restart', async ({
    store,
    open,
  }) => {
    const [stored, queued] = [writeTo(someStream(), 2), writeTo(someStream())];
    await store.append([stored]);
    const appended = store.append([queued]);
    await store.close();
    await appended;
    const again = await open();
    expect(await idsOf(again, stored.stream)).toEqual(stored.events.map(({ id }) => id));
    expect(await idsOf(again, queued.stream)).toEqual(queued.events.map(({ id }) => id));
    await again.append([{ ...stored, expected: streamVersion(1), events: someEvents(1) }]);
    expect(await idsOf(again, stored.stream)).toHaveLength(3);
  });

  test('KRN-03 a long stream is read in order from where it is asked for', async ({ store }) => {
    const stream = someStream();
    const events = someEvents(1_200);
    for (let from = 0; from < events.length; from += 300) {
      const expected = from === 0 ? 'no-stream' : streamVersion(from - 1);
      await store.append([{ stream, expected, events: events.slice(from, from + 300) }]);
    }
    const all = await readAll(store, stream);
    expect(all.map(({ version }) => version)).toEqual(events.map((_, version) => BigInt(version)));
    expect(all.map(({ id }) => id)).toEqual(events.map(({ id }) => id));
    expect((await readAll(store, stream, streamVersion(1_100))).map(({ version }) => version)).toEqual(
      Array.from({ length: 99 }, (_, index) => BigInt(1_101 + index)),
    );
    expect(await readAll(store, stream, streamVersion(1_199))).toEqual([]);
  });

  test('KRN-03 names that differ in case, accent, composition or emoji are different streams', async ({ store }) => {
    const prefix = someStream();
    const names = ['anna', 'Anna', 'ANNA', 'ánna', 'a\u0301nna', 'anna🎬', 'anna🎭', 'anná'].map(
      (name) => `${prefix}-${name}` as StreamName,
    );
    for (const stream of names) {
      await store.append([{ stream, expected: 'no-stream', events: [someEvent({ name: stream })] }]);
    }
    for (const stream of names) {
      expect(await readAll(store, stream)).toMatchObject([{ stream, version: 0n, data: { name: stream } }]);
    }
  });
}

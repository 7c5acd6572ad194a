import { expect } from '@jest/globals';
import type { Cryptography, EventStore, NewEvent, StreamName } from '@rollcall/event-sourcing';
import {
  EventTooLarge,
  MAX_APPEND_BYTES,
  MAX_EVENT_BYTES,
  chainHash,
  createEventCodec,
  streamVersion,
} from '@rollcall/event-sourcing';
import type { ContractTest, EventStorePlace } from './event-store-contract.js';
import { readAll, someEvent, someEvents, someStream } from './event-store-contract.js';

const append = (store: EventStore, stream: StreamName, events: readonly NewEvent[]) =>
  store.append([{ stream, expected: 'no-stream', events }]);

/** What goes in comes out, up to the limits, sealed where it is personal, and chained. */
export function contentSuite(test: ContractTest, cryptography: Cryptography): void {
  const codec = createEventCodec({ cryptography });

  /** An event whose encoded text has exactly this many bytes, some of them of characters that take several. */
  async function eventOfBytes(bytes: number): Promise<NewEvent> {
    const sized = (fill: string): NewEvent => ({ ...empty, data: { text: `Zoë 🎬${fill}` } });
    const empty = someEvent();
    const { data, metadata } = await codec.encode(someStream(), sized(''));
    return sized('x'.repeat(bytes - Buffer.byteLength(data + metadata)));
  }

  /** The hash every event of the stream ought to carry. */
  async function expectedHashes(place: EventStorePlace, stream: StreamName): Promise<string[]> {
    const hashes: string[] = [];
    for (const event of await place.stored(stream)) hashes.push(chainHash(cryptography, hashes.at(-1), event));
    return hashes;
  }
  const hashesOf = async (store: EventStore, stream: StreamName): Promise<string[]> =>
    (await readAll(store, stream)).map(({ metadata }) => metadata.hash);

  test('KRN-06 an event of 256 KiB passes, one byte more is refused', async ({ store }) => {
    const [fits, refused] = [someStream(), someStream()];
    const largest = await eventOfBytes(MAX_EVENT_BYTES);
    await append(store, fits, [largest]);
    expect(await readAll(store, fits)).toMatchObject([{ data: largest.data }]);
    await expect(append(store, refused, [await eventOfBytes(MAX_EVENT_BYTES + 1)])).rejects.toThrow(EventTooLarge);
    expect(await readAll(store, refused)).toEqual([]);
  });

  test('KRN-06 an append of 768 KiB over two streams passes, one byte more is refused', async ({ store }) => {
    const third = MAX_APPEND_BYTES / 3;
    const writes = async (...sizes: number[]) => {
      const [first, ...others] = await Promise.all(sizes.map(eventOfBytes));
      return [
        { stream: someStream(), expected: 'no-stream', events: [first!] },
        { stream: someStream(), expected: 'no-stream', events: others },
      ] as const;
    };
    const fits = await writes(third, third, third);
    await store.append(fits);
    expect(await readAll(store, fits[1].stream)).toHaveLength(2);
    const refused = await writes(third, third, third - 1_000, 1_001);
    await expect(store.append(refused)).rejects.toThrow(EventTooLarge);
    expect(await readAll(store, refused[0].stream)).toEqual([]);
  });

  test('KRN-06 dates, bigints, nothing, odd keys and unknown fields survive', async ({ store }) => {
    const stream = someStream();
    const data = {
      at: new Date('2026-01-31T23:59:59.999Z'),
      count: 2n ** 70n,
      none: null,
      nested: [{ at: new Date(0), deeper: { total: -1n } }, [], {}],
      text: 'Zoë 🎬 "quoted" \\ \u0000 \u2028',
      $date: 'not a tag',
      known: { $bigint: 'nor this' },
    };
    const event = someEvent(data);
    const metadata = { ...event.metadata, siteId: 'site-1', addedLater: 'kept' };
    await append(store, stream, [{ ...event, metadata }]);
    const [read] = await readAll(store, stream);
    expect(read).toEqual({
      ...event,
      stream,
      version: 0n,
      metadata: { ...metadata, schema: 1, hash: expect.any(String) },
    });
  });

  test('KRN-06 the same append sends the same bytes again, whatever its retry encoded', async ({ store, place }) => {
    const stream = someStream();
    // Sealing anew gives other bytes; those of the first append stand.
    const event = someEvent({ personal: { subject: `person:${stream}`, name: 'Zoë' } });
    await append(store, stream, [event]);
    const before = await place.stored(stream);
    expect(before).toHaveLength(1);
    await append(store, stream, [event]);
    expect(await place.stored(stream)).toEqual(before);
  });

  test('KRN-17 personal fields are read back, and stored as cipher text only', async ({ store, place }) => {
    const stream = someStream();
    const personal = { subject: `person:${stream}`, name: 'Zoë Washburne', email: 'zoe@serenity.example' };
    await append(store, stream, [someEvent({ personal, role: 'artist' })]);
    expect(await readAll(store, stream)).toMatchObject([{ data: { personal, role: 'artist' } }]);
    const stored = (await place.stored(stream)).map(({ data, metadata }) => data + metadata).join();
    for (const text of ['Washburne', 'serenity']) expect(stored).not.toContain(text);
    expect(stored).toContain('artist');
  });

  test('KRN-06 every event carries the hash of what was stored and of the event before it', async ({
    store,
    place,
  }) => {
    const stream = someStream();
    await append(store, stream, someEvents(3));
    await store.append([
      { stream, expected: streamVersion(2), events: someEvents(2) },
      { stream: someStream(), expected: 'no-stream', events: someEvents(1) },
    ]);
    const hashes = await hashesOf(store, stream);
    expect(new Set(hashes).size).toBe(5);
    expect(hashes).toEqual(await expectedHashes(place, stream));
    expect((await place.stored(stream)).map(({ hash }) => hash)).toEqual(hashes);
  });

  test('KRN-06 one changed byte breaks the chain from there on', async ({ store, place, open }) => {
    const stream = someStream();
    await append(store, stream, someEvents(5));
    await store.close();
    const target = (await place.stored(stream))[2]!;
    await place.tamper(target.id, target.data.replace('2', '3'));
    const hashes = await hashesOf(await open(), stream);
    const expected = await expectedHashes(place, stream);
    expect(hashes.map((hash, index) => hash === expected[index])).toEqual([true, true, false, false, false]);
  });
}

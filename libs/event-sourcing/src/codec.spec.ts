import { describe, expect, test } from '@jest/globals';
import { createTestCryptography, guestStream } from '@rollcall/testing';
import fc from 'fast-check';
import { chainHash } from './chain-hash.js';
import {
  createEventCodec,
  encodeAppend,
  MAX_APPEND_BYTES,
  MAX_EVENT_BYTES,
  type EncodedEvent,
  type EncodedWrite,
} from './codec.js';
import { EventTooLarge } from './event-store.js';
import { streamVersion, type NewEvent } from './message.js';

const cryptography = createTestCryptography();
const codec = createEventCodec({ cryptography });
const stream = guestStream('zoe');
const metadata: NewEvent['metadata'] = {
  commandId: 'c1',
  causationId: 'm1',
  correlationId: 'k1',
  actor: { kind: 'user', id: 'account:with:colons' },
  occurredAt: new Date('2026-01-05T09:00:00.123Z'),
};
const event = (data: object, id = 'e1'): NewEvent => ({ type: 'Happened', data, id, metadata });
const stored = (encoded: EncodedEvent) => ({ ...encoded, stream, version: streamVersion(4), hash: 'h' });

/** Without -0, which JSON does not know. */
const json = fc.json().map((text) => ({ value: JSON.parse(JSON.stringify(JSON.parse(text))) as unknown }));
const rich = fc.dictionary(
  fc.oneof(fc.string(), fc.constantFrom('$date', '$bigint', '$plain', '__proto__', 'personal2')),
  fc.oneof(
    fc.date({ noInvalidDate: true }),
    fc.bigInt(),
    fc.string({ unit: 'grapheme' }),
    fc.record({ $date: fc.string() }),
    fc.array(fc.oneof(fc.bigInt(), fc.boolean(), fc.constant(null))),
  ),
);

describe('the event codec', () => {
  test('KRN-06 any data comes back as it was: dates, bigints, names like tags, fields nobody knows', () => {
    fc.assert(
      fc.property(fc.oneof(json, rich), (data) => {
        const encoded = codec.encode(stream, event(data)) as EncodedEvent;
        const { data: back } = codec.decode(stored(encoded)) as NewEvent;
        expect(back).toEqual(data);
      }),
    );
  });

  test('KRN-06 metadata are a string → string map, and come back with whatever else is in them', () => {
    const full = {
      ...metadata,
      subject: { kind: 'service', id: 's' },
      siteId: 'x',
      traceparent: 't',
      later: 'kept',
    } as const;
    const encoded = codec.encode(stream, { ...event({}), metadata: full }) as EncodedEvent;
    expect(Object.values(JSON.parse(encoded.metadata) as object).every((value) => typeof value === 'string')).toBe(
      true,
    );
    expect(codec.decode(stored(encoded))).toEqual({
      ...event({}),
      stream,
      version: 4n,
      metadata: { ...full, schema: 1, hash: 'h' },
    });
  });

  test.each([
    ['a Map', new Map()],
    ['a Set', new Set()],
    ['NaN', Number.NaN],
    ['an invalid date', new Date(Number.NaN)],
  ])('KRN-06 %s is refused, not lost silently', (_, value) =>
    expect(() => codec.encode(stream, event({ value }))).toThrow(),
  );

  test('KRN-06 256 KiB of stored text pass, one byte more is too large, counted in UTF-8', () => {
    const around = codec.encode(stream, event({ text: '' })) as EncodedEvent;
    const room = MAX_EVENT_BYTES - around.data.length - around.metadata.length;
    const euros = Math.floor(room / 3);
    const fits = '€'.repeat(euros) + 'x'.repeat(room - euros * 3);
    expect(() => codec.encode(stream, event({ text: fits }))).not.toThrow();
    expect(() => codec.encode(stream, event({ text: `${fits}x` }))).toThrow(EventTooLarge);
  });

  test('KRN-06 an append of 768 KiB over all its streams passes, one byte more is too large', () => {
    const writes = (last: string) => [
      { stream, expected: 'no-stream' as const, events: [event({ text: large }), event({ text: large })] },
      {
        stream: guestStream('abe'),
        expected: 'no-stream' as const,
        events: [event({ text: large }), event({ text: last })],
      },
    ];
    const large = 'x'.repeat(200 * 1024);
    const bytes = (encodeAppend(codec, writes('')) as readonly EncodedWrite[])
      .flatMap(({ events }) => events)
      .reduce((sum, { data, metadata: text }) => sum + data.length + text.length, 0);
    const fits = 'x'.repeat(MAX_APPEND_BYTES - bytes);
    expect(() => encodeAppend(codec, writes(fits))).not.toThrow();
    expect(() => encodeAppend(codec, writes(`${fits}x`))).toThrow(EventTooLarge);
  });

  test('KRN-06 older shapes are lifted on read, step by step; newer ones are refused', () => {
    const lifting = createEventCodec({
      cryptography,
      upcasters: {
        Happened: [
          ({ name }: { name: string }) => ({ first: name.split(' ')[0], last: name.split(' ')[1] }),
          (data: { first: string; last: string }) => ({ ...data, initials: data.first[0]! + data.last[0]! }),
        ],
      },
    });
    const old = codec.encode(stream, event({ name: 'Zoe Park' })) as EncodedEvent;
    const lifted = { first: 'Zoe', last: 'Park', initials: 'ZP' };
    expect(lifting.decode(stored(old))).toMatchObject({ data: lifted, metadata: { schema: 1 } });
    const today = lifting.encode(stream, event(lifted)) as EncodedEvent;
    expect(lifting.decode(stored(today))).toMatchObject({ data: lifted, metadata: { schema: 3 } });
    expect(() => codec.decode(stored(today))).toThrow('written in shape 3');
  });

  test('KRN-06 the chain breaks with any changed, removed or moved event', () => {
    const events = ['a', 'b', 'c'].map((id) => codec.encode(stream, event({ id }, id)) as EncodedEvent);
    const last = (list: readonly EncodedEvent[]) =>
      list.reduce<string | undefined>((previous, next) => chainHash(cryptography, previous, next), undefined);
    const [a, b, c] = events as [EncodedEvent, EncodedEvent, EncodedEvent];
    const hashes = [
      [a, b, c],
      [b, a, c],
      [a, c],
      [a, { ...b, data: b.data.replace('b', 'x') }, c],
      [a, { ...b, type: 'Other' }, c],
    ].map(last);
    expect(new Set(hashes).size).toBe(hashes.length);
  });
});

describe('personal data', () => {
  const name = fc.string({ unit: 'grapheme', minLength: 1 });
  const personal = fc.record({ login: name, email: name, nickname: fc.option(name, { nil: undefined }) });

  test('KRN-17 comes back, with no plain byte of it in the stored text, also while keys are fetched', async () => {
    const slow = createEventCodec({ cryptography: createTestCryptography({ slow: true }) });
    await fc.assert(
      fc.asyncProperty(personal, async (fields) => {
        const secret = Object.fromEntries(
          Object.entries(fields).map(([key, value]) => [key, value && `<secret ${value}>`]),
        );
        for (const one of [codec, slow]) {
          const encoded = await one.encode(stream, event({ at: 7, personal: { subject: 'person:zoe', ...secret } }));
          expect(encoded.data).not.toContain('secret');
          const { data } = await one.decode(stored(encoded));
          expect(data).toEqual({ at: 7, personal: { subject: 'person:zoe', ...secret } });
        }
      }),
    );
  });

  test('KRN-17 of an erased subject reads [erased], field by field; the rest of the event stays', async () => {
    const vault = createTestCryptography();
    const own = createEventCodec({ cryptography: vault });
    const encode = (subject: string) =>
      own.encode(stream, event({ at: 7, personal: { subject, login: 'zoe', email: 'z@x' } }));
    const [zoe, abe] = [await encode('person:zoe'), await encode('person:abe')];
    vault.erase('person:zoe');
    expect(await own.decode(stored(zoe))).toMatchObject({
      data: { at: 7, personal: { subject: 'person:zoe', login: '[erased]', email: '[erased]' } },
    });
    expect(await own.decode(stored(abe))).toMatchObject({ data: { personal: { login: 'zoe' } } });
  });

  test('KRN-17 cannot be read at another place than its own', async () => {
    const encoded = await codec.encode(stream, event({ personal: { subject: 'person:zoe', login: 'zoe' } }));
    for (const moved of [{ stream: guestStream('abe') }, { id: 'e2' }, { type: 'Other' }]) {
      expect(() => codec.decode({ ...stored(encoded), ...moved })).toThrow();
    }
  });

  test('KRN-17 without a subject is refused', () => {
    expect(() => codec.encode(stream, event({ personal: { login: 'zoe' } }))).toThrow('without a subject');
  });
});

import { expect, test } from '@jest/globals';
import { createTestCryptography } from '@rollcall/testing';
import fc from 'fast-check';
import type { Envelope } from './bus.js';
import { DependencyAway } from './event-store.js';
import { ContractBroken, UndecodableMessage, createMessageCodec } from './message-codec.js';
import { streamVersion } from './message.js';

const text = fc.string({ unit: 'binary' });
const party = fc.record({ kind: fc.constantFrom('user' as const, 'service' as const, 'system' as const), id: text });
const date = fc.date({ min: new Date('1970-01-01'), max: new Date('2200-01-01'), noInvalidDate: true });
const plain = fc.oneof(text, fc.integer(), fc.boolean(), fc.constant(null), date, fc.bigInt());
const personal = fc.record({ subject: fc.uuid().map((id) => `person:${id}`), login: text, email: text });
const data = fc.oneof(
  fc.dictionary(
    fc.string({ minLength: 1 }).filter((key) => key !== '__proto__' && key !== 'personal'),
    plain,
  ),
  fc.record({ personal, other: plain }),
);
const word = fc.string({ minLength: 1, unit: 'binary' });
const envelope: fc.Arbitrary<Envelope> = fc.record({
  id: fc.uuid(),
  type: fc.constant('rollcall.directory.person-created.v1'),
  source: fc.constant('/rollcall/directory'),
  topic: fc.constant('rollcall.directory.v1'),
  key: word,
  data,
  facet: fc.record({
    source: fc.constant('directory'),
    kind: fc.constant('person'),
    key: word,
    version: fc.bigInt(0n, 2n ** 63n).map(streamVersion),
    state: fc.oneof(data, fc.constant(undefined)),
  }),
  metadata: fc.record(
    {
      causationId: word,
      correlationId: word,
      actor: party,
      subject: party,
      teamId: text,
      siteId: text,
      occurredAt: date,
      traceparent: text,
    },
    { requiredKeys: ['causationId', 'correlationId', 'actor', 'occurredAt'] },
  ),
});

for (const slow of [false, true]) {
  test(`KRN-17 any message survives its way over the bus (${slow ? 'keys to fetch' : 'keys at hand'})`, async () => {
    const codec = createMessageCodec({ cryptography: createTestCryptography({ slow }) });
    await fc.assert(
      fc.asyncProperty(envelope, async (message) => {
        const encoded = await codec.encode(message);
        expect(await codec.decode({ ...encoded, topic: message.topic })).toEqual(message);
      }),
    );
  });
}

const cryptography = createTestCryptography();
const codec = createMessageCodec({ cryptography });
const message: Envelope = {
  id: 'b7ad6b71-6920-5331-8ab0-8448eb211c80',
  type: 'rollcall.directory.person-created.v1',
  source: '/rollcall/directory',
  topic: 'rollcall.directory.v1',
  key: 'p1',
  data: { personal: { subject: 'person:p1', login: 'ada' } },
  facet: { source: 'directory', kind: 'person', key: 'p1', version: streamVersion(7), state: { status: 'active' } },
  metadata: {
    causationId: 'cause',
    correlationId: 'conversation',
    actor: { kind: 'user', id: 'admin' },
    siteId: 'site',
    occurredAt: new Date('2026-02-03T04:05:06.007Z'),
  },
};

test('KRN-09 headers are CloudEvents 1.0 in the binary mode of Kafka', async () => {
  const { key, headers, value } = await codec.encode(message);
  expect(key).toBe('p1');
  expect(headers).toEqual({
    'content-type': 'application/json',
    ce_specversion: '1.0',
    ce_id: message.id,
    ce_source: '/rollcall/directory',
    ce_type: 'rollcall.directory.person-created.v1',
    ce_time: '2026-02-03T04:05:06.007Z',
    ce_partitionkey: 'p1',
    ce_correlationid: 'conversation',
    ce_causationid: 'cause',
    ce_actor: 'user:admin',
    ce_siteid: 'site',
    ce_facetkind: 'person',
    ce_facetversion: '7',
  });
  expect(JSON.parse(value)).toEqual({
    data: { personal: { subject: 'person:p1', fields: ['login'], sealed: expect.any(String) } },
    facet: { source: 'directory', kind: 'person', key: 'p1', version: '7', state: { status: 'active' } },
  });
});

test('KRN-10 what cannot be decoded says why, and keeps what was received', async () => {
  const good = { ...(await codec.encode(message)), topic: message.topic };
  const other = await codec.encode({ ...message, id: 'another' });
  const bad = [
    { ...good, value: '{' },
    { ...good, value: 'null' },
    { ...good, value: '{"data":{},"facet":{"kind":"person"}}' },
    { ...good, headers: {} },
    { ...good, headers: { ...good.headers, ce_specversion: '0.3' } },
    { ...good, headers: { ...good.headers, ce_time: 'yesterday' } },
    { ...good, headers: { ...good.headers, 'content-type': 'text/plain' } },
    // The cipher text of another message: it is tied to its own.
    { ...good, value: other.value },
  ];
  for (const received of bad) {
    const error = await Promise.resolve(received)
      .then(codec.decode)
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(UndecodableMessage);
    expect((error as UndecodableMessage).received).toBe(received);
  }
});

test('KRN-10 keys that cannot be fetched now make a message wait, not park', async () => {
  const away = { ...cryptography, open: () => Promise.reject(new DependencyAway('the key vault is away')) };
  const received = { ...(await codec.encode(message)), topic: message.topic };
  await expect(createMessageCodec({ cryptography: away }).decode(received)).rejects.toBeInstanceOf(DependencyAway);
});

test('KRN-10 a message that breaks its own contract does not go out', () => {
  const strict = createMessageCodec({ cryptography, validate: ({ type }) => `${type} is not published any more` });
  expect(() => strict.encode(message)).toThrow(ContractBroken);
});

import { expect, test } from '@jest/globals';
import type { Envelope, Subscription } from '@rollcall/event-sourcing';
import { type Handling, startComposition, streamVersion } from '@rollcall/event-sourcing';
import { createMemoryReadModelStore, createTestCryptography, createVirtualClock } from '@rollcall/testing';
import fc from 'fast-check';
import { type DriftRow, driftComposition, driftDeclaration } from '../src/drift/drift.composition.js';
import { seatIdOf } from '../src/seat/seat-id.js';
import { OthersTell } from './others-tell.js';

const cryptography = createTestCryptography();
const others = new OthersTell(cryptography);

/** What licensing itself publishes, as far as the rows read it. */
function ofLicensing(kind: string, key: string, version: number, state: object): Envelope {
  const type = `rollcall.licensing.${kind}-changed.v1`;
  return {
    ...{
      id: `${kind}/${key}/${version}`,
      type,
      source: '/rollcall/licensing',
      topic: 'rollcall.licensing.v1',
      key,
      data: {},
    },
    facet: { source: 'licensing', kind, key, version: streamVersion(version), state },
    metadata: { causationId: 'c', correlationId: 'c', actor: { kind: 'user', id: 'admin' }, occurredAt: new Date(0) },
  };
}
const seatId = (name: string): string => seatIdOf(cryptography, 'team', `account-${name}`);
const seat = (name: string, version: number, held: boolean, personId?: string): Envelope =>
  ofLicensing('seat', seatId(name), version, {
    ...{
      seatId: seatId(name),
      teamId: 'team',
      accountId: `account-${name}`,
      kind: 'single-use',
      held,
      direct: held && !personId,
    },
    uses: personId === undefined ? [] : [{ personId, siteId: 'montreal', attempt: 1 }],
    ...(held ? { heldMark: others.mark('SeatAssigned') } : { releasedMark: others.mark('SeatReleased') }),
  });
const use = (personId: string, version: number, held: boolean): Envelope =>
  ofLicensing('use', personId, version, {
    ...{ personId, siteId: 'montreal', teamId: 'team', attempt: 1, answered: 1 },
    ...(held && { accountId: `account-${personId}`, seatId: seatId(personId) }),
  });

const messages: readonly Envelope[] = [
  others.site('montreal'),
  ...others.activePerson('fenna'),
  ...[use('fenna', 0, true), seat('fenna', 0, true, 'fenna'), use('fenna', 1, false), seat('fenna', 1, false)],
  ...[others.person('mason', 'created'), others.account('mason'), seat('mason', 0, true)],
  ofLicensing('address', others.indexOf('mason'), 0, {
    emailIndex: others.indexOf('mason'),
    accountIds: ['account-mason'],
  }),
  ...[
    ...others.activePerson('ngozi'),
    use('ngozi', 0, true),
    seat('ngozi', 0, true, 'ngozi'),
    others.account('ngozi', 'closed'),
  ],
  ...[...others.activePerson('noa'), use('noa', 0, true), seat('noa', 0, true, 'noa')],
];

async function driftAfter(order: readonly Envelope[]): Promise<object> {
  const store = createMemoryReadModelStore();
  let handling: Handling | undefined;
  const subscription = {
    quiet: async () => undefined,
    [Symbol.asyncDispose]: async () => undefined,
  } as unknown as Subscription;
  const consume = async (_group: string, _topics: readonly string[], given: Handling): Promise<Subscription> => {
    handling = given;
    return subscription;
  };
  const composition = driftComposition(cryptography);
  const ports = {
    composition,
    declaration: driftDeclaration,
    topics: [],
    store,
    clock: createVirtualClock(),
  };
  await using run = await startComposition<DriftRow>({ ...ports, bus: { consume } });
  await run.quiet();
  for (const message of order) if (handling && 'batch' in handling) await handling.batch([message]);
  const stored = await store.load(driftDeclaration, ['fenna', 'mason', 'ngozi', 'noa']);
  return Object.fromEntries([...stored].map(([id, { doc }]) => [id, (doc as DriftRow | undefined)?.drift?.kind]));
}

test('KRN-08 DGN-12 messages of three services in any order, some twice, find the same drift', () =>
  fc.assert(
    fc.asyncProperty(
      fc.shuffledSubarray([...messages], { minLength: messages.length }),
      fc.subarray([...messages]),
      async (order, again) => {
        expect(await driftAfter([...order, ...again])).toEqual({
          ...{ fenna: 'seat-missing', mason: 'seat-held-while-disabled', ngozi: 'account-closed', noa: undefined },
        });
      },
    ),
    { numRuns: 60 },
  ));

import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { beginOfMemory, CommandIds } from './command-ids.js';
import { streamVersion, type NewEvent } from './message.js';

const event = (commandId: string, ms: number): NewEvent => ({
  type: 'Happened',
  data: {},
  id: commandId,
  metadata: {
    commandId,
    causationId: 'm',
    correlationId: 'm',
    actor: { kind: 'system', id: 'test' },
    occurredAt: new Date(ms),
  },
});
const NEWEST = 34_567;
/** The ids of a stream with one event a second, known from `begin` on. */
function idsFrom(begin: number, latestForgotten = 0): CommandIds {
  const ids = new CommandIds(latestForgotten);
  for (let n = begin; n <= NEWEST; n += 1) ids.add(event(`c${n}`, n * 1_000), streamVersion(n));
  return ids;
}

test('KRN-04 the last 10,000 events are remembered; whatever is older is known to be forgotten by its time', () => {
  const ids = idsFrom(0);
  fc.assert(
    fc.property(fc.integer({ min: 0, max: NEWEST }), (n) => {
      const found = ids.firstVersion(`c${n}`);
      if (n > NEWEST - 10_000) expect(found).toBe(BigInt(n));
      expect(found !== undefined || ids.mayHaveForgotten(new Date(n * 1_000))).toBe(true);
    }),
  );
  expect(ids.mayHaveForgotten(new Date(NEWEST * 1_000))).toBe(false);
});

test('KRN-04 reading from the beginning of the memory on knows the same as reading everything', () => {
  const all = idsFrom(0);
  const begin = Number(beginOfMemory(streamVersion(NEWEST)));
  const late = idsFrom(begin, all.latestForgotten);
  expect(begin).toBeLessThanOrEqual(NEWEST - 10_000);
  for (let n = begin - 5; n <= NEWEST; n += 1) expect(late.firstVersion(`c${n}`)).toBe(all.firstVersion(`c${n}`));
  expect(late.latestForgotten).toBe(all.latestForgotten);
});

test('KRN-04 a command of several events stands where its first one stands', () => {
  const ids = new CommandIds();
  for (const version of [7, 8, 9]) ids.add(event('c', 1), streamVersion(version));
  expect(ids.firstVersion('c')).toBe(7n);
});

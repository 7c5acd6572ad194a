import { expect, test } from '@jest/globals';
import {
  createMemoryReadModelStore,
  createVirtualClock,
  exampleTopic,
  facetMessage,
  personRowList,
  personRows,
  someFacet,
} from '@rollcall/testing';
import fc from 'fast-check';
import type { Envelope, MessageBus } from './bus.js';
import { startComposition } from './composition-runner.js';
import type { Facet } from './facet.js';
import type { ReadModelStore } from './read-model.js';

/** A history of facets whose versions grow, as their sources wrote them. */
const history = fc
  .array(
    fc.oneof(
      fc.record({
        kind: fc.constant('person'),
        key: fc.constantFrom('ana', 'ben'),
        state: fc.option(fc.record({ site: fc.constant('studio'), name: fc.string({ maxLength: 2 }) }), {
          nil: undefined,
        }),
      }),
      fc.record({
        kind: fc.constant('link'),
        key: fc.constantFrom('ana', 'ben'),
        state: fc.option(fc.record({ accountId: fc.constantFrom('x', 'y') }), { nil: undefined }),
      }),
      fc.record({
        kind: fc.constant('account'),
        key: fc.constantFrom('x', 'y'),
        state: fc.record({ name: fc.string({ maxLength: 2 }) }),
      }),
      fc.record({
        kind: fc.constant('assignments'),
        key: fc.constantFrom('ana', 'ben'),
        state: fc.record({ roleIds: fc.subarray(['r', 's']) }),
      }),
      fc.record({
        kind: fc.constant('role'),
        key: fc.constantFrom('r', 's'),
        state: fc.option(fc.record({ name: fc.string({ maxLength: 2 }) }), { nil: undefined }),
      }),
    ),
    { minLength: 1, maxLength: 20 },
  )
  .map((changes) => changes.map(({ kind, key, state }, version) => someFacet(kind, key, version, state)));

const seed = Number(process.env['ROLLCALL_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
const numRuns = process.env['ROLLCALL_LONG'] === '1' ? 20_000 : 300;

test(`KRN-08 G7 any order of arrival, with duplicates and in any batches, gives the same rows (seed ${seed})`, async () => {
  const rowsAfter = async (batches: readonly (readonly Facet[])[]): Promise<readonly unknown[]> => {
    const store: ReadModelStore = createMemoryReadModelStore();
    let handle: ((messages: readonly Envelope[]) => unknown) | undefined;
    const subscription = { quiet: async () => undefined, [Symbol.asyncDispose]: async () => undefined };
    const bus = {
      consume: async (_: string, __: readonly string[], handling: { batch?: typeof handle }) => {
        handle = handling.batch;
        return subscription;
      },
    };
    await startComposition({
      composition: personRows,
      declaration: personRowList,
      bus: bus as unknown as MessageBus,
      topics: [exampleTopic],
      store,
      clock: createVirtualClock(),
    });
    for (const batch of batches) await handle?.(batch.map(facetMessage));
    return [...(await store.load(personRows, ['ana', 'ben']))].map(([id, { doc }]) => [id, doc]);
  };
  const arrivals = history.chain((facets) =>
    fc.record({
      facets: fc.constant(facets),
      order: fc.shuffledSubarray([...facets, ...facets, ...facets], { minLength: facets.length * 3 }),
      sizes: fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1 }),
    }),
  );
  await fc.assert(
    fc.asyncProperty(arrivals, async ({ facets, order, sizes }) => {
      const batches: Facet[][] = [];
      for (let start = 0; start < order.length;) {
        const size = sizes[batches.length % sizes.length]!;
        batches.push(order.slice(start, start + size));
        start += size;
      }
      expect(await rowsAfter(batches)).toEqual(await rowsAfter([facets]));
    }),
    { seed, numRuns },
  );
}, 600_000);

import { describe, expect, test } from '@jest/globals';
import {
  createMemoryMessageBus,
  createMemoryReadModelStore,
  createTestCryptography,
  createVirtualClock,
  exampleTopic,
  facetMessage,
  someFacet,
  personRowList,
  personRows,
  withChanges,
} from '@rollcall/testing';
import type { PersonRow } from '@rollcall/testing';
import type { MessageBus } from './bus.js';
import { startComposition } from './composition-runner.js';
import type { CompositionPorts, RowChange } from './composition-runner.js';
import { DependencyAway } from './event-store.js';
import { composeRows } from './facet-rows.js';
import type { Facet } from './facet.js';
import { createMessageCodec } from './message-codec.js';
import { streamVersion } from './message.js';
import type { Scope } from './read-model.js';

const scope = { site: 'studio' } as Scope;

const ana = someFacet('person', 'ana', 1, { site: 'studio', name: 'Ana' });
const link = someFacet('link', 'ana', 1, { accountId: 'acc' });
const account = someFacet('account', 'acc', 1, { name: 'ana@studio.example' });
const roles = someFacet('assignments', 'ana', 1, { roleIds: ['artist'] });
const artist = someFacet('role', 'artist', 1, { name: 'Artist' });
const whole = { id: 'ana', site: 'studio', name: 'Ana', account: 'ana@studio.example', roles: ['Artist'] };

function setUp() {
  const bus: MessageBus = createMemoryMessageBus({
    codec: createMessageCodec({ cryptography: createTestCryptography() }),
    delivery: 'at-once',
  });
  const store = createMemoryReadModelStore();
  const clock = createVirtualClock();
  const start = (changes: Partial<CompositionPorts<PersonRow>> = {}) =>
    startComposition({
      composition: personRows,
      declaration: personRowList,
      bus,
      topics: [exampleTopic],
      store,
      clock,
      ...changes,
    });
  const publish = (...facets: Facet[]): Promise<void> => bus.publish(facets.map(facetMessage));
  return { bus, store, clock, start, publish, rows: () => store.open(personRowList) };
}

describe('a composition', () => {
  test('KRN-08 composes a row of facets found by its join keys, also through another facet', async () => {
    const { start, publish, rows } = setUp();
    await publish(artist, account, roles, link, ana);
    await using run = await start();
    await run.quiet();
    expect(await (await rows()).get(scope, 'ana')).toEqual(whole);
  });

  test('KRN-17 the store is scrubbed once the rows of somebody erased were replaced', async () => {
    const { bus, start, publish, rows, store } = setUp();
    const seen: unknown[] = [];
    await using run = await start({
      store: withChanges(store, { scrub: async () => void seen.push(await (await rows()).get(scope, 'ana')) }),
    });
    await publish(ana);
    await run.quiet();
    expect(seen).toEqual([]);
    const erased = facetMessage({ ...ana, version: streamVersion(2), state: { site: 'studio', name: '[erased]' } });
    await bus.publish([{ ...erased, data: { erasedSubject: 'person:ana' } }]);
    await run.quiet();
    expect(seen).toMatchObject([{ id: 'ana', name: '[erased]' }]);
  });

  test('KRN-08 a facet touches every row that is joined with it, above 1,000 in slices', async () => {
    const { start, publish, rows, store } = setUp();
    const sizes: number[] = [];
    const counting = withChanges(store, {
      putRows: (target, slice) => {
        sizes.push(slice.length);
        return store.putRows(target, slice);
      },
    });
    await using run = await start({ store: counting });
    const ids = Array.from({ length: 2_100 }, (_, index) => `p${index}`);
    await publish(...ids.map((id) => someFacet('person', id, 1, { site: 'studio', name: id })));
    await publish(...ids.map((id) => someFacet('assignments', id, 1, { roleIds: ['artist'] })), artist);
    await run.quiet();
    sizes.length = 0;
    await publish(someFacet('role', 'artist', 2, { name: 'Painter' }));
    await run.quiet();
    expect(Math.max(...sizes)).toBeLessThanOrEqual(1_000);
    expect(await (await rows()).count({ scope, where: { role: 'Painter' } })).toEqual({ count: 2_100, more: false });
  });

  test('KRN-08 without the facet that makes it exist there is no row', async () => {
    const { start, publish, rows } = setUp();
    await using run = await start();
    await publish(link, account, roles, artist, ana);
    await run.quiet();
    await publish(someFacet('person', 'ana', 2, undefined));
    await run.quiet();
    expect(await (await rows()).get(scope, 'ana')).toBeUndefined();
    await publish(ana, someFacet('account', 'acc', 2, { name: 'new@studio.example' }));
    await run.quiet();
    expect(await (await rows()).get(scope, 'ana')).toBeUndefined();
  });

  test('KRN-08 a batch that comes again after a crash between facets and rows still composes its rows', async () => {
    const { start, publish, rows, store } = setUp();
    let crashes = 1;
    const crashing = withChanges(store, {
      putRows: async (...args) => {
        if (crashes-- > 0) throw new Error('killed');
        return store.putRows(...args);
      },
    });
    await using run = await start({ store: crashing });
    await publish(ana);
    await run.quiet();
    expect(await (await rows()).get(scope, 'ana')).toMatchObject({ name: 'Ana' });
  });

  test('KRN-08 a facet that another instance stores while a row is composed is not lost', async () => {
    const { store } = setUp();
    await store.open(personRowList);
    await store.putFacets(personRows, [ana]);
    let first = true;
    const racing = withChanges(store, {
      putRows: async (...args) => {
        // The other instance finds no row to compose yet, as this one has not written it.
        if (first) await store.putFacets(personRows, [link, account]);
        first = false;
        return store.putRows(...args);
      },
    });
    await composeRows({ composition: personRows, store: racing }, ['ana']);
    expect((await store.load(personRows, ['ana'])).get('ana')?.doc).toMatchObject({ account: 'ana@studio.example' });
  });

  test('KRN-08 those who show rows are told what changed, after it can be read', async () => {
    const { start, publish, rows } = setUp();
    const seen: RowChange<PersonRow>[] = [];
    const model = await rows();
    const onRows = async (changes: readonly RowChange<PersonRow>[]): Promise<void> => {
      for (const { id, after } of changes) expect(await model.get(scope, id)).toEqual(after);
      seen.push(...changes);
    };
    await using run = await start({ onRows });
    await publish(ana);
    await run.quiet();
    await publish(link, account);
    await run.quiet();
    await publish(someFacet('person', 'ana', 2, undefined));
    await run.quiet();
    expect(seen[0]).toMatchObject({ id: 'ana', before: undefined, after: { name: 'Ana' } });
    expect(seen.at(-1)).toMatchObject({ id: 'ana', before: { account: 'ana@studio.example' }, after: undefined });
  });

  test('KRN-08 a raised version reads the topics anew and takes over when it has read them', async () => {
    const { start, publish, store } = setUp();
    await publish(ana);
    await using first = await start();
    await first.quiet();
    const version = 2;
    const compose = (): PersonRow => ({ ...whole, name: 'ANA' });
    await using second = await start({
      composition: { ...personRows, version, compose },
      declaration: { ...personRowList, version },
    });
    await second.quiet();
    const rows = await store.open({ ...personRowList, version });
    expect(await rows.get(scope, 'ana')).toMatchObject({ name: 'ANA' });
  });
});

test('KRN-08 KRN-10 a build is complete although the store was away when it should have been noted', async () => {
  const { start, publish, store, clock } = setUp();
  await publish(ana);
  const completed = Promise.withResolvers<void>();
  const refused = Promise.withResolvers<void>();
  let away = true;
  await using run = await start({
    store: withChanges(store, {
      complete: async (target) => {
        if (away) return (refused.resolve(), Promise.reject(new DependencyAway('The disk is full.')));
        await store.complete(target);
        completed.resolve();
      },
    }),
  });
  await refused.promise;
  away = false;
  await new Promise(setImmediate);
  clock.advance(1_000);
  await completed.promise;
  expect(run.failure).toBeUndefined();
});

describe('waiting for facets', () => {
  const token = [{ source: 'example', kind: 'account', key: 'acc', version: streamVersion(2) }];

  test('KRN-16 resolves when the rows hold the version, or a higher one', async () => {
    const { start, publish, rows } = setUp();
    await using run = await start();
    await publish(ana, link, account);
    await run.quiet();
    const waited = run.waitForFacets(token, 2_000);
    await publish(someFacet('account', 'acc', 3, { name: 'new@studio.example' }));
    expect(await waited).toBe(true);
    expect(await (await rows()).get(scope, 'ana')).toMatchObject({ account: 'new@studio.example' });
    expect(await run.waitForFacets(token, 0)).toBe(true);
  });

  test('KRN-16 ends with "no" when the time is over; kinds the model does not hold are not waited for', async () => {
    const { start, publish, clock } = setUp();
    await using run = await start();
    await publish(account);
    await run.quiet();
    let answer: boolean | undefined;
    const waited = run.waitForFacets(token, 2_000).then((held) => (answer = held));
    while (answer === undefined) {
      await new Promise(setImmediate);
      if (clock.sleepers > 0) clock.advance(50);
    }
    expect(await waited).toBe(false);
    expect(await run.waitForFacets([{ ...token[0]!, kind: 'pool' }], 0)).toBe(true);
  });

  test('KRN-16 a facet that is stored counts only when its rows are composed', async () => {
    const { start, publish, store, rows } = setUp();
    const gate = Promise.withResolvers<void>();
    const slow = withChanges(store, {
      putRows: async (...args) => {
        await gate.promise;
        return store.putRows(...args);
      },
    });
    await using run = await start({ store: slow });
    await publish(ana);
    while ((await store.facets(personRows, 'person', ['ana'])).length === 0) await new Promise(setImmediate);
    const waited = run.waitForFacets([{ ...ana }], 2_000);
    setImmediate(() => gate.resolve());
    expect(await waited).toBe(true);
    expect(await (await rows()).get(scope, 'ana')).toBeDefined();
  });

  test('KRN-16 a facet whose rows are composed is not kept waiting by others that are being composed', async () => {
    const { start, publish, store } = setUp();
    const gate = Promise.withResolvers<void>();
    let slow = false;
    const slowing = withChanges(store, {
      putRows: async (...args) => {
        if (slow) await gate.promise;
        return store.putRows(...args);
      },
    });
    await using run = await start({ store: slowing });
    await publish(ana);
    await run.quiet();
    slow = true;
    const bob = someFacet('person', 'bob', 1, { site: 'studio', name: 'Bob' });
    await publish(bob);
    while ((await store.facets(personRows, 'person', ['bob'])).length === 0) await new Promise(setImmediate);
    expect(await run.waitForFacets([{ ...ana }], 0)).toBe(true);
    expect(await run.waitForFacets([{ ...bob }], 0)).toBe(false);
    gate.resolve();
  });

  test('KRN-16 a facet whose rows could not be composed counts only once that was repeated', async () => {
    const { start, publish, store, clock } = setUp();
    let away = true;
    const refused = Promise.withResolvers<void>();
    const failing = withChanges(store, {
      putRows: async (...args) => {
        if (!away) return store.putRows(...args);
        refused.resolve();
        throw new DependencyAway('the store is gone');
      },
    });
    await using run = await start({ store: failing });
    await publish(ana);
    await refused.promise;
    expect(await run.waitForFacets([{ ...ana }], 0)).toBe(false);
    away = false;
    let held = false;
    const waited = run.waitForFacets([{ ...ana }], 60_000).then((answer) => (held = answer));
    while (!held) {
      await new Promise(setImmediate);
      if (clock.sleepers > 0) clock.advance(50);
    }
    expect(await waited).toBe(true);
  });
});

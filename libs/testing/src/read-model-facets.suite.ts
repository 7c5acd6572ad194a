import { expect, test } from '@jest/globals';
import type { Facet } from '@rollcall/event-sourcing';
import { streamVersion } from '@rollcall/event-sourcing';
import { listedPerson, personList, studio } from './person-list.js';
import type { OpenReadModelStore } from './read-model-store.suite.js';

const facet = (key: string, version: number, state: unknown, kind = 'person'): Facet => ({
  source: 'directory',
  kind,
  key,
  version: streamVersion(version),
  state,
});

/** How facets, composed rows and the reverse index are kept (KRN-08). */
export function readModelFacetSuite(open: OpenReadModelStore): void {
  test('KRN-08 a facet is replaced by a higher version only; a removed one leaves a tombstone', async () => {
    const { port: store } = await open();
    await store.open(personList);
    const [first, second, removed] = [facet('a', 1, { n: 1 }), facet('a', 2, { n: 2 }), facet('a', 3, undefined)];
    expect(await store.putFacets(personList, [second, facet('b', 0, { n: 0 })])).toHaveLength(2);
    expect(await store.putFacets(personList, [first, second])).toEqual([]);
    expect(await store.facets(personList, 'person', ['a', 'x'])).toEqual([second]);
    expect(await store.putFacets(personList, [removed, second])).toEqual([removed]);
    expect(await store.facets(personList, 'person', ['a'])).toEqual([removed]);
    expect(await store.facets(personList, 'link', ['a'])).toEqual([]);
    expect([...(await store.facetVersions(personList, 'person', ['a', 'b', 'x']))].toSorted()).toEqual([
      ['a', 3n],
      ['b', 0n],
    ]);
  });

  test('KRN-17 a scrub keeps what is there', async () => {
    const { port: store } = await open();
    await store.open(personList);
    await store.putFacets(personList, [facet('a', 1, { n: 1 })]);
    await Promise.all([store.scrub(), store.putFacets(personList, [facet('a', 2, { n: 2 })]), store.scrub()]);
    expect(await store.facets(personList, 'person', ['a'])).toEqual([facet('a', 2, { n: 2 })]);
  });

  test('KRN-08 versions are exact beyond what a number holds, and states keep dates and bigints', async () => {
    const { port: store } = await open();
    await store.open(personList);
    const state = { since: new Date('2026-01-01T00:00:00Z'), size: 2n ** 60n };
    const low = { ...facet('a', 0, state), version: streamVersion(2n ** 53n) };
    const high = { ...facet('a', 0, state), version: streamVersion(2n ** 53n + 1n) };
    await store.putFacets(personList, [low]);
    expect(await store.putFacets(personList, [high])).toEqual([high]);
    expect(await store.facets(personList, 'person', ['a'])).toEqual([high]);
    expect(await store.facetVersions(personList, 'person', ['a'])).toEqual(new Map([['a', high.version]]));
  });

  test('KRN-08 rows are replaced with what they are joined by', async () => {
    const { port: store } = await open();
    const people = await store.open(personList);
    const row = listedPerson('ana', { name: 'Ana' });
    const link = [{ kind: 'link', key: 'ana' }];
    const account = (key: string) => [...link, { kind: 'account', key }];
    await store.putRows(personList, [{ id: 'ana', row, joined: account('one') }]);
    expect(await people.get(studio, 'ana')).toEqual(row);
    expect(await store.rowsJoinedBy(personList, 'account', ['one', 'two'])).toEqual(['ana']);

    const renamed = { ...row, name: 'Bea' };
    await store.putRows(personList, [{ id: 'ana', row: renamed, joined: account('two') }]);
    expect((await people.find({ scope: studio, search: 'bea', limit: 5 })).rows).toEqual([renamed]);
    expect((await people.find({ scope: studio, search: 'ana', where: {}, limit: 5 })).rows).toHaveLength(1);
    expect(await store.rowsJoinedBy(personList, 'account', ['one'])).toEqual([]);
    expect(await store.rowsJoinedBy(personList, 'account', ['two'])).toEqual(['ana']);

    await store.putRows(personList, [{ id: 'ana', row: undefined, joined: link }]);
    expect(await people.get(studio, 'ana')).toBeUndefined();
    expect(await people.count({ scope: studio })).toEqual({ count: 0, more: false });
    expect(await store.rowsJoinedBy(personList, 'link', ['ana'])).toEqual(['ana']);

    await store.putRows(personList, [{ id: 'ana', row: undefined, joined: [] }]);
    expect(await store.rowsJoinedBy(personList, 'link', ['ana'])).toEqual([]);
  });

  test('KRN-08 the rows of a facet that many share come in slices of 1,000', async () => {
    const { port: store } = await open();
    await store.open(personList);
    const ids = Array.from({ length: 2_300 }, (_, index) => `row-${String(index).padStart(5, '0')}`);
    const joined = (index: number) => [{ kind: 'role', key: index % 2 === 0 ? 'even' : 'odd' }];
    await store.putRows(
      personList,
      ids.map((id, index) => ({ id, row: undefined, joined: joined(index) })),
    );
    const slices: (readonly string[])[] = [];
    do {
      slices.push(await store.rowsJoinedBy(personList, 'role', ['odd', 'even'], slices.at(-1)?.at(-1)));
    } while (slices.at(-1)?.length !== 0);
    expect(slices.map(({ length }) => length)).toEqual([1_000, 1_000, 300, 0]);
    expect(slices.flat()).toEqual(ids);
  });
}

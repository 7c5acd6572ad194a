import { expect, test } from '@jest/globals';
import type { Page, Query, ReadModel, SiteId } from '@rollcall/event-sourcing';
import { InvalidQuery, compareKeys, countLimit, examinedLimit, searchTokens, sortKey } from '@rollcall/event-sourcing';
import { manyNames } from './many-names.js';
import type { ListedPerson } from './person-list.js';
import { batchOf, listedPerson, personList, studio } from './person-list.js';
import type { OpenReadModelStore } from './read-model-store.suite.js';

const elsewhere = { site: 'elsewhere' as SiteId };

/** What can be asked, what is refused, and what it costs (KRN-15). */
export function readModelQuerySuite(open: OpenReadModelStore): void {
  const withPeople = async (people: readonly ListedPerson[]): Promise<ReadModel<ListedPerson>> => {
    const { port: store } = await open();
    const model = await store.open(personList);
    await store.save(personList, batchOf(people, 1));
    return model;
  };
  const ids = async (model: ReadModel<ListedPerson>, query: Partial<Query>): Promise<readonly string[]> =>
    (await model.find({ scope: studio, limit: 500, ...query })).rows.map(({ id }) => id);

  test('KRN-15 a query sees its own scope only', async () => {
    const model = await withPeople([listedPerson('ana'), listedPerson('eve', { site: 'elsewhere' })]);
    expect(await ids(model, {})).toEqual(['ana']);
    expect(await ids(model, { scope: elsewhere })).toEqual(['eve']);
    expect(await model.get(studio, 'eve')).toBeUndefined();
    expect(await model.count({ scope: elsewhere })).toEqual({ count: 1, more: false });
    expect(await ids(model, { scope: { site: 'nowhere' as SiteId } })).toEqual([]);
  });

  test('KRN-15 a document that changes is found by what it is now, and by nothing else', async () => {
    const { port: store } = await open();
    const model = await store.open(personList);
    const before = listedPerson('ana', { name: 'Zoe', groups: ['a', 'b'], status: 'active' });
    await store.save(personList, batchOf([before], 1));
    const after = listedPerson('ana', { site: 'elsewhere', name: 'Ana', groups: ['b', 'c'], status: 'disabled' });
    await store.save(personList, batchOf([after], 2, 1));
    const there = { scope: elsewhere };
    expect(await ids(model, {})).toEqual([]);
    expect(await model.count({ scope: studio })).toEqual({ count: 0, more: false });
    for (const group of ['b', 'c']) expect(await ids(model, { ...there, where: { group } })).toEqual(['ana']);
    for (const where of [{ group: 'a' }, { status: 'active' }]) {
      expect(await ids(model, { ...there, where })).toEqual([]);
    }
    expect(await ids(model, { ...there, search: 'zoe' })).toEqual([]);
    expect(await ids(model, { ...there, search: 'an' })).toEqual(['ana']);
  });

  test('KRN-15 equal keys are ordered by id, both ways, across pages', async () => {
    const model = await withPeople(['c', 'a', 'd', 'b', 'e'].map((id) => listedPerson(id, { name: 'Same' })));
    const pages = async (sort: string): Promise<readonly string[]> =>
      (await everyPage(model, { scope: studio, sort, limit: 2 })).map(({ rows }) => rows.map(({ id }) => id).join(''));
    expect(await pages('name')).toEqual(['ab', 'cd', 'e']);
    expect(await pages('-name')).toEqual(['ed', 'cb', 'a']);
  });

  test.each<[string, Partial<Query>]>([
    ['colour', { where: { colour: 'red' } }],
    ['login', { where: { login: { $ne: null } as never } }],
    ['login', { where: { login: { $gt: '' } as never } }],
    ['login', { where: { login: { in: [{ $ne: null }] } as never } }],
    ['login', { where: { login: { prefix: { $regex: '.' } } as never } }],
    ['login', { where: { login: { gte: '', $where: 'true' } as never } }],
    ['login', { where: { login: undefined as never } }],
    ['sort', { sort: 'colour' }],
    ['limit', { limit: 0 }],
    ['limit', { limit: 501 }],
    ['after', { after: 'nonsense' }],
  ])('KRN-15 a query with a wrong %s is refused: %j', async (field, query) => {
    const model = await withPeople([]);
    const refused = model.find({ scope: studio, limit: 10, ...query });
    await expect(refused).rejects.toBeInstanceOf(InvalidQuery);
    await expect(refused).rejects.toMatchObject({ field });
  });

  test('KRN-15 a cursor belongs to one query', async () => {
    const model = await withPeople([listedPerson('a'), listedPerson('b')]);
    const { next } = await model.find({ scope: studio, limit: 1 });
    const after = (query: Partial<Query>) => model.find({ scope: studio, limit: 1, after: next ?? '', ...query });
    expect((await after({ limit: 2 })).rows).toHaveLength(1);
    for (const other of [{ scope: elsewhere }, { sort: '-name' }, { where: { status: 'active' } }, { search: 'p' }]) {
      await expect(after(other)).rejects.toMatchObject({ field: 'after' });
    }
  });

  test('KRN-15 300 names of many scripts are sorted alike and found by every word of theirs', async () => {
    const people = manyNames.map((name, index) => listedPerson(`p${index}`, { name, login: '' }));
    const model = await withPeople(people);
    const sorted = (await everyPage(model, { scope: studio, limit: 90 })).flatMap(({ rows }) => rows);
    const expected = people.toSorted(
      (left, right) => compareKeys(sortKey(left.name), sortKey(right.name)) || compareKeys(left.id, right.id),
    );
    expect(sorted.map(({ name }) => name)).toEqual(expected.map(({ name }) => name));
    for (const { id, name } of people) expect(await ids(model, { search: name })).toContain(id);
    // Many share a family name: each word is asked for once.
    const byLastWord = Map.groupBy(people, ({ name }) => searchTokens(name).at(-1) ?? name);
    for (const [search, bearers] of byLastWord) {
      expect(await ids(model, { search })).toEqual(expect.arrayContaining(bearers.map(({ id }) => id)));
    }
  });

  test('KRN-15 a page looks at 20,000 documents at most and goes on from there; totals above 10,000 say "more"', async () => {
    const { port: store } = await open();
    const small = { ...personList, name: 'many', sorts: { name: personList.sorts['name']! } };
    delete (small as { search?: unknown }).search;
    const model = await store.open(small);
    const count = examinedLimit + 50;
    // Either condition holds for 10,000 and more, both together for the last document alone: no index knows that.
    const people = Array.from({ length: count }, (_, index) => {
      const early = index < 10_000 || index === count - 1;
      const id = String(index).padStart(6, '0');
      return listedPerson(id, { name: id, login: early ? `a${id}` : id, age: index < 10_000 ? 30 : 40, remote: true });
    });
    await store.save(small, batchOf(people, 1));
    const pages = await everyPage(model, {
      scope: studio,
      where: { age: { gte: 31 }, login: { prefix: 'a' } },
      limit: 50,
    });
    expect(pages.map(({ examined, rows }) => [examined, rows.length])).toEqual([
      [examinedLimit, 0],
      [50, 1],
    ]);
    expect(await model.count({ scope: studio })).toEqual({ count, more: false });
    expect(await model.count({ scope: studio, where: { remote: true } })).toEqual({ count: countLimit, more: true });
    expect(await model.count({ scope: studio, where: { age: 40 } })).toEqual({ count: countLimit, more: true });
    expect(await model.count({ scope: studio, where: { age: 40, login: { prefix: 'a' } } })).toEqual({
      count: 1,
      more: false,
    });
  });
}

async function everyPage(model: ReadModel<ListedPerson>, query: Query): Promise<readonly Page<ListedPerson>[]> {
  const pages = [await model.find(query)];
  for (let next = pages[0]?.next; next !== undefined; next = pages.at(-1)?.next) {
    pages.push(await model.find({ ...query, after: next }));
  }
  return pages;
}

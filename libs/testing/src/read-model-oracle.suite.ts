import { expect, test } from '@jest/globals';
import type { Condition, Query, Scalar } from '@rollcall/event-sourcing';
import { searchTokens, sortKey } from '@rollcall/event-sourcing';
import fc from 'fast-check';
import type { ListedPerson } from './person-list.js';
import { batchOf, listedPerson, personList, studio } from './person-list.js';
import type { OpenReadModelStore } from './read-model-store.suite.js';

const names = ['Ana', 'ana', 'Bö', 'Bo', 'Ångström', '王伟', '', 'Zoë Ana'];
const groups = ['art', 'code', 'a'];
const somePerson = fc.record({
  site: fc.constantFrom('studio', 'elsewhere'),
  name: fc.constantFrom(...names),
  login: fc.constantFrom('ana', 'anab', 'b', 'null'),
  status: fc.constantFrom('active' as const, 'disabled' as const),
  groups: fc.subarray(groups),
  age: fc.option(fc.integer({ min: -2, max: 3 })),
  remote: fc.boolean(),
});
const condition: fc.Arbitrary<Condition> = fc.oneof(
  fc.constantFrom<Scalar[]>('active', 'art', 'null', 'ana', 1, true, false, null),
  fc.record({ in: fc.subarray<Scalar>(['disabled', 'code', 'a', 2, null, true]) }),
  fc.record({ prefix: fc.constantFrom('a', 'an', '') }),
  fc.record({ gte: fc.integer({ min: -2, max: 2 }) }),
  fc.record({ lt: fc.constantFrom('b', 'anab') }),
  fc.record({ gte: fc.constant('an'), lt: fc.constant('anb') }),
);
const someQuery = fc.record(
  {
    where: fc.dictionary(fc.constantFrom('status', 'group', 'age', 'remote', 'login'), condition, { maxKeys: 2 }),
    search: fc.constantFrom('an', 'ana zo', '伟', 'b', '!'),
    sort: fc.constantFrom('name', '-name', 'age', '-age'),
    limit: fc.integer({ min: 1, max: 7 }),
  },
  { requiredKeys: ['limit'] },
);

/** Whatever is asked, the answer is that of filtering and sorting a plain list (KRN-15). */
export function readModelOracleSuite(open: OpenReadModelStore): void {
  test('KRN-15 any query over any documents answers as a plain list would, page by page', async () => {
    const { port: store } = await open();
    let round = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(somePerson, { maxLength: 25 }),
        fc.array(someQuery, { maxLength: 6 }),
        async (given, queries) => {
          const people = given.map((person, index) => listedPerson(`p${index}`, person));
          const declaration = { ...personList, name: `round-${(round += 1)}` };
          const model = await store.open(declaration);
          // Written twice with other values before, so that what was indexed first must be gone.
          await store.save(
            declaration,
            batchOf(
              people.map(({ id }, index) => ({ ...people.at(-index)!, id })),
              1,
            ),
          );
          await store.save(declaration, batchOf(people, 2, 1));
          for (const query of queries) {
            const expected = asList(people, query);
            expect(await allRows(model, { scope: studio, ...query })).toEqual(expected);
            const { where, search } = query;
            const total = await model.count({ scope: studio, ...(where && { where }), ...(search && { search }) });
            expect(total).toEqual({ count: expected.length, more: false });
          }
        },
      ),
      { numRuns: 60 },
    );
  });
}

async function allRows(
  model: { find(query: Query): Promise<{ rows: readonly ListedPerson[]; next?: string }> },
  query: Query,
): Promise<readonly string[]> {
  const ids: string[] = [];
  for (let after: string | undefined; ;) {
    const { rows, next } = await model.find({ ...query, ...(after !== undefined && { after }) });
    ids.push(...rows.map(({ id }) => id));
    if (next === undefined) return ids;
    after = next;
  }
}

function asList(people: readonly ListedPerson[], query: Omit<Query, 'scope'>): readonly string[] {
  const { where = {}, search, sort = 'name' } = query;
  const words = (search ?? '').split(' ').filter((word) => word !== '!' && word !== '');
  const descending = sort.startsWith('-');
  return people
    .filter(({ site }) => site === 'studio')
    .filter((person) => Object.entries(where).every(([name, wanted]) => valuesOf(person, name).some(meets(wanted))))
    .filter((person) => words.every((word) => wordsOf(person).some((token) => token.startsWith(word))))
    .toSorted((left, right) => byKey(left, right, sort.replace('-', '')) * (descending ? -1 : 1))
    .map(({ id }) => id);
}

const valuesOf = (person: ListedPerson, filter: string): readonly Scalar[] =>
  filter === 'group' ? person.groups : [person[filter as keyof ListedPerson] as Scalar];
const wordsOf = ({ name, login }: ListedPerson): readonly string[] => searchTokens(name, login);

function meets(wanted: Condition): (value: Scalar) => boolean {
  if (wanted === null || typeof wanted !== 'object') return (value) => value === wanted;
  if ('in' in wanted) return (value) => wanted.in.includes(value);
  if ('prefix' in wanted) return (value) => typeof value === 'string' && value.startsWith(wanted.prefix);
  const { gte, lt } = wanted;
  return (value) =>
    value !== null &&
    typeof value === typeof (gte ?? lt) &&
    (gte === undefined || value >= gte) &&
    (lt === undefined || value < lt);
}

function byKey(left: ListedPerson, right: ListedPerson, sort: string): number {
  const byAge = (left.age ?? -1) - (right.age ?? -1);
  const byName = Buffer.compare(Buffer.from(sortKey(left.name)), Buffer.from(sortKey(right.name)));
  return (sort === 'age' ? byAge : byName) || Buffer.compare(Buffer.from(left.id), Buffer.from(right.id));
}

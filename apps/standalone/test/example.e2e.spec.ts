import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Json, PublicDoor } from './harness/public-door.js';
import { expectedStudio, type RunningExample, runExample } from './harness/run-example.js';
import { admin } from './harness/test-site.js';
import { until } from './harness/until.js';

let example: RunningExample;
let expected: Json;
let asAdmin: PublicDoor;
const slugs = ['montreal', 'mumbai'] as const;
const sites = new Map<string, string>();
beforeAll(async () => {
  [example, expected] = [await runExample(), await expectedStudio()];
  asAdmin = await PublicDoor.signedIn(example.url, example.email, admin.password);
  for (const slug of slugs) sites.set(slug, await example.siteOf(asAdmin, slug));
}, 240_000);
afterAll(() => example.end(), 60_000);

const countOf = async (slug: string, filter: string): Promise<number> =>
  (await asAdmin.must('GET', `${sites.get(slug)}/people?limit=1&${filter}`)).total.count;

/** The Admin's own first look at mumbai turns their link there from Pending to Created: whoever counts is counted. */
function seenFromInside(totals: Json): Json {
  const { Created, Pending, empty } = totals.mumbai.accountStatus;
  const accountStatus = { Created: Created + 1, Pending: Pending - 1, empty };
  return { ...totals, mumbai: { ...totals.mumbai, accountStatus } };
}

/** The totals of both sites as expected.json words them. */
async function totals() {
  const { used, available } = await asAdmin.must('GET', `${sites.get('montreal')}/seats`);
  const found: Record<string, unknown> = { seats: { used, available } };
  for (const slug of slugs) {
    const [active, disabled] = [await countOf(slug, 'status=active'), await countOf(slug, 'status=disabled')];
    const [Created, Pending] = [
      await countOf(slug, 'accountStatus=Created'),
      await countOf(slug, 'accountStatus=Pending'),
    ];
    const accountStatus = { Created, Pending, empty: (await countOf(slug, '')) - Created - Pending };
    found[slug] = { active, disabled, accountStatus };
  }
  return found;
}

test('DIR-10 after the first start the totals of both sites are those of expected.json', async () => {
  const { unusedLicences, ...afterPortal } = expected.afterPortal;
  expect(await totals()).toEqual(seenFromInside(afterPortal));
  const { teams } = await asAdmin.must('GET', '/me');
  const { items } = await asAdmin.must('GET', `/teams/${teams[0].id}/seats?held=true&used=false&limit=500`);
  expect(items.filter(({ unused }: { unused: boolean }) => unused)).toHaveLength(unusedLicences);
}, 60_000);

test.each(slugs)(
  'DIR-10 roles and projects of %s hold as many people as expected.json says',
  async (slug) => {
    const of = async (what: string, field: string) => {
      const { items } = await asAdmin.must('GET', `${sites.get(slug)}/${what}?limit=500`);
      const counts = items.map(async ({ id, name }: { id: string; name: string }) => [
        name,
        await countOf(slug, `${field}=${id}`),
      ]);
      return Object.fromEntries(await Promise.all(counts)) as Record<string, number>;
    };
    const site = expected.sites[slug];
    expect(await countOf(slug, '')).toBe(site.people);
    expect(await of('projects', 'projectId')).toMatchObject(site.projects);
    const groups = await of('groups', 'groupId');
    expect(groups).toEqual(site.groups);
  },
  60_000,
);

test('STO-9 DGN-12 the runs of both sites find who expected.json names, and resolving leaves what it says', async () => {
  const found: unknown[] = [];
  for (const slug of slugs) {
    const runs = `${sites.get(slug)}/diagnostic-runs`;
    const { id } = await asAdmin.must('POST', runs);
    await until('the run is analysed', async () => (await asAdmin.must('GET', `${runs}/${id}`)).state === 'analysed');
    const { items } = await asAdmin.must('GET', `${runs}/${id}/findings?limit=500`);
    for (const { login, kind, suggestion } of items) found.push({ site: slug, login, kind, suggestion });
    await asAdmin.must('POST', `${runs}/${id}/resolve`);
    await until('the run is finished', async () => (await asAdmin.must('GET', `${runs}/${id}`)).state === 'finished');
    await example.standalone.quiet();
    const left = expected.afterResolve[slug === 'montreal' ? 'montreal' : 'both'];
    expect(await totals()).toEqual(seenFromInside(left));
  }
  const wanted = expected.drift.map(({ site, login, kind, suggestion }: Json) => ({ site, login, kind, suggestion }));
  expect(new Set(found.map((one) => JSON.stringify(one)))).toEqual(
    new Set(wanted.map((one: unknown) => JSON.stringify(one))),
  );
}, 120_000);

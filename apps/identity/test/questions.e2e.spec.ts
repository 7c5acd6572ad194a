import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import type { LinkFacet } from '@rollcall/contracts';
import { toldPerson } from './directory-tells.js';
import { RunningIdentity } from './running-identity.js';

jest.setTimeout(60_000);
let identity: RunningIdentity;
beforeAll(async () => {
  identity = await RunningIdentity.start();
});
afterAll(() => identity.stop());

/** Whom an account stands for, as a gateway asks. */
async function linksOf(accountId: string, query = ''): Promise<readonly LinkFacet[]> {
  const answer = await identity.call<{ links: LinkFacet[] }>('get', `/accounts/${accountId}/links${query}`);
  if (!answer.ok) throw new Error(answer.rejection.rejected);
  return answer.body.links;
}
const peopleOf = async (accountId: string, query?: string): Promise<readonly string[]> =>
  (await linksOf(accountId, query)).map(({ personId }) => personId).sort();

test('STO-8 IDN-03 a gateway that asks learns whom an account stands for, everywhere or on one site', async () => {
  const [here, there] = [toldPerson('here', 'kim@x.example'), toldPerson('there', 'kim@x.example', 'mumbai')];
  const accountId = await identity.activate(here);
  await identity.activate(there);
  expect(await linksOf(accountId, '?site=mumbai')).toMatchObject([
    { personId: 'there', siteId: 'mumbai', accountId, status: 'Pending' },
  ]);
  expect(await peopleOf(accountId)).toEqual(['here', 'there']);
  expect(await peopleOf(accountId, '?site=berlin')).toEqual([]);
  expect(await peopleOf('nobody')).toEqual([]);
  // A disabled person stays linked: who they are on the site is known, that they are disabled is directory's to say.
  await identity.hear(identity.directory.disables(here, accountId));
  expect(await peopleOf(accountId)).toEqual(['here', 'there']);
});

test('STO-8 the person an account was linked to a moment ago is known already', async () => {
  const lee = toldPerson('lee', 'lee@x.example');
  await identity.hear(identity.directory.asks(lee));
  const accountId = await identity.accountOf('lee@x.example');
  expect(await peopleOf(accountId, '?site=montreal')).toEqual(['lee']);
  expect(await peopleOf(accountId)).toEqual(['lee']);
});

test('STO-8 IDN-45 a person who was unlinked is nobody of the account any more', async () => {
  const tom = toldPerson('tom', 'wrong@x.example');
  const accountId = await identity.activate(tom);
  expect(await peopleOf(accountId, '?site=montreal')).toEqual(['tom']);
  await identity.hear(identity.directory.disables(tom, accountId), identity.directory.editsEmail(tom, 'tom@x.example'));
  expect(await peopleOf(accountId, '?site=montreal')).toEqual([]);
  expect(await peopleOf(accountId)).toEqual([]);
});

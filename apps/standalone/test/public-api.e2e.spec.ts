import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { linkIn, mailsTo } from './harness/mailbox-of.js';
import { PublicDoor } from './harness/public-door.js';
import { type RunningStandalone, runStandalone } from './harness/run-standalone.js';

const password = 'a brass kettle under the northern stairs';
let run: RunningStandalone;
let site: string;
let artistRole: string;
beforeAll(async () => {
  run = await runStandalone();
  site = `/sites/${run.siteId}`;
  const { items } = await run.asAdmin.must('GET', `${site}/roles`);
  artistRole = items.find(({ name }: { name: string }) => name === 'Artist').id;
}, 60_000);
afterAll(() => run.end(), 30_000);

const project = async (name: string): Promise<string> =>
  (await run.asAdmin.must('POST', `${site}/projects`, { body: { name } })).id;

/** Somebody created by the Admin, with the story told to its end. */
async function person(login: string, projectIds: readonly string[] = []): Promise<string> {
  const body = {
    firstName: login,
    lastName: 'Test',
    login,
    email: `${login}@studio.example`,
    roleId: artistRole,
    projectIds,
  };
  const { id } = await run.asAdmin.must('POST', `${site}/people`, { body });
  await run.quiet();
  return id;
}

/** Follows the invitation's link and signs in. */
async function accept(login: string): Promise<PublicDoor> {
  const [mail] = await mailsTo(run.door, `${login}@studio.example`);
  if (!mail) throw new Error(`no mail to ${login}`);
  await run.door.must('POST', '/invitations/accept', {
    body: { ...linkIn(mail), password, firstName: login, lastName: 'T' },
  });
  return PublicDoor.signedIn(run.door.url, `${login}@studio.example`, password);
}

describe('the story at the public door', () => {
  test('STO-1 STO-7 a new person is one row with all of it: account, seat, role, invitation', async () => {
    const id = await person('wren');
    const row = await run.asAdmin.must('GET', `${site}/people/${id}`);
    expect(row).toMatchObject({
      ...{ login: 'wren', status: 'active', accountStatus: 'Pending', seat: { held: true } },
      ...{ activation: { state: 'active', attempt: 1 }, invitation: { state: 'sent' }, roles: [{ name: 'Artist' }] },
    });
  });

  test('KRN-16 who wrote reads it at once, and a login is taken once', async () => {
    const body = { firstName: 'Kai', lastName: '', login: 'kai', email: 'kai@studio.example' };
    const first = await run.asAdmin.post(`${site}/people`, { body, key: 'create-kai' });
    expect((await run.asAdmin.get(`${site}/people/${first.body.id}`)).body).toMatchObject({ login: 'kai' });
    const again = await run.asAdmin.post(`${site}/people`, { body, key: 'create-kai' });
    expect([again.status, again.body]).toEqual([201, first.body]);
    const other = { ...body, login: 'KAI', email: 'other@studio.example' };
    expect(await run.asAdmin.post(`${site}/people`, { body: other })).toMatchObject({
      status: 409,
      body: { code: 'login-taken' },
    });
  });

  test('STO-6 STO-7 an Artist sees linked projects and nothing of people, seats, imports and diagnostics', async () => {
    const [mine, other] = [await project('Nightjar'), await project('Ember')];
    const id = await person('zoe', [mine]);
    const zoe = await accept('zoe');
    const { items } = await zoe.must('GET', `${site}/projects`);
    expect(items.map((one: { id: string }) => one.id)).toEqual([mine]);
    for (const path of ['people', 'seats', 'imports', 'diagnostic-runs', 'roles', 'groups'])
      expect([path, (await zoe.get(`${site}/${path}`)).status]).toEqual([path, 403]);
    expect((await zoe.get(`${site}/projects/${other}`)).status).toBe(404);
    expect((await zoe.get(`/teams/${run.teamId}/seats`)).status).toBe(404);
    await run.quiet();
    expect((await run.asAdmin.must('GET', `${site}/people/${id}`)).accountStatus).toBe('Created');
    const why = `${site}/people/${id}/access?action=entity/Project/see&project=${other}`;
    expect((await run.asAdmin.must('GET', why)).text).toMatch(
      /linked to Nightjar \(since .*, by .*\), not to Ember\. Linking/,
    );
  });

  test('STO-8 whoever is disabled is out with the answer, and the seat is free', async () => {
    const id = await person('finch');
    const finch = await accept('finch');
    expect((await finch.get(`${site}/projects`)).status).toBe(200);
    const { used } = await run.asAdmin.must('GET', `${site}/seats`);
    await run.asAdmin.must('POST', `${site}/people/${id}/disable`);
    expect(await finch.get('/me')).toMatchObject({ status: 401, body: { code: 'session-ended' } });
    await run.quiet();
    expect((await run.asAdmin.must('GET', `${site}/seats`)).used).toBe(used - 1);
  });

  test('AUT-75 the last active Admin stays', async () => {
    const { sites } = await run.asAdmin.must('GET', '/me');
    const refused = await run.asAdmin.post(`${site}/people/${sites[0].personId}/disable`);
    expect(refused).toMatchObject({ status: 409, body: { code: 'last-admin' } });
  });

  test('a person’s projects change with the version they were read at, and decisions with them', async () => {
    const comet = await project('Comet');
    const id = await person('robin');
    const robin = await accept('robin');
    const read = await run.asAdmin.get(`${site}/people/${id}/memberships`);
    const version = { 'if-match': read.headers.get('etag') ?? '' };
    const put = (headers: Readonly<Record<string, string>>) =>
      run.asAdmin.put(`${site}/people/${id}/memberships`, { body: { projectIds: [comet] }, headers });
    expect((await put({})).status).toBe(428);
    expect((await put(version)).status).toBe(204);
    expect((await put(version)).status).toBe(412);
    expect((await robin.get(`${site}/projects/${comet}`)).status).toBe(200);
  });

  test('DIR-10 a file is checked first, then its good rows are imported, and the operation tells how far', async () => {
    const file = 'First Name,Last Name,Login,Email\nOtter,Stone,otter,otter@studio.example\nBad,,,\n';
    const checked = await run.asAdmin.upload(`${site}/imports?dryRun=true&rows=good`, 'people.csv', file);
    expect(checked.status).toBe(202);
    const imported = `${site}/imports/${checked.body.id}`;
    expect(await run.asAdmin.must('GET', imported)).toMatchObject({ state: 'checked', counts: { good: 1, bad: 1 } });
    const { items } = await run.asAdmin.must('GET', `${imported}/rows?state=bad`);
    expect(items).toMatchObject([{ row: 3, findings: [{}, { column: 'Email', code: 'required' }] }]);
    await run.asAdmin.must('POST', `${imported}/start`);
    await run.quiet();
    expect(await run.asAdmin.must('GET', `/operations/${checked.body.id}`)).toMatchObject({
      ...{ kind: 'import', settled: true, counts: { applied: 1 } },
    });
    expect((await run.asAdmin.must('GET', `${site}/people?q=otter`)).total.count).toBe(1);
  });

  test('STO-9 a seat taken away in the portal is found, shown and resolved', async () => {
    const id = await person('heron');
    const { items: seats } = await run.asAdmin.must('GET', `/teams/${run.teamId}/seats?q=heron`);
    await run.asAdmin.must('POST', `/teams/${run.teamId}/seats/${seats[0].accountId}/unassign`);
    await run.quiet();
    const started = await run.asAdmin.must('POST', `${site}/diagnostic-runs`);
    await run.quiet();
    const found = await run.asAdmin.must('GET', `${site}/diagnostic-runs/${started.id}/findings`);
    expect(found.items).toMatchObject([
      { personId: id, login: 'heron', kind: 'seat-missing', suggestion: 'inactive', by: { kind: 'user' } },
    ]);
    expect((await run.asAdmin.must('GET', `${site}/people?hasDrift=true`)).total.count).toBe(1);
    await run.asAdmin.must('POST', `${site}/diagnostic-runs/${started.id}/resolve`);
    await run.quiet();
    expect((await run.asAdmin.must('GET', `${site}/people/${id}`)).status).toBe('disabled');
    expect((await run.asAdmin.must('GET', `${site}/people?hasDrift=true`)).total.count).toBe(0);
  });
});

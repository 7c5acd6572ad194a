import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { accountLinked, accountLinkRefused, type PersonFacet, seatClaimed, seatRefused } from '@rollcall/contracts';
import { streamVersion } from '@rollcall/event-sourcing';
import { DirectoryService } from './directory-service.js';

let directory: DirectoryService;
beforeAll(async () => {
  directory = await DirectoryService.start();
  await directory.must(directory.openSite('montreal'));
  await directory.must(directory.openSite('mumbai'));
});
afterAll(() => directory.stop());

const mark = { at: '2026-01-05T09:00:00.000Z', by: { kind: 'user', id: 'ada' }, eventId: 'event' };
const refusal = (status: number, rejected: string) => ({ ok: false, status, rejection: { rejected } });
const linkOf = (personId: string, attempt: number) => ({ personId, siteId: 'montreal', teamId: 'team', attempt });
/** What licensing says of a person, as facet and data. */
const useOf = (personId: string, attempt: number) => ({ ...linkOf(personId, attempt), accountId: 'account' });
const figures = { used: 20, total: 20 };

/** Identity and licensing answer an attempt. */
async function activate(personId: string, attempt = 1): Promise<void> {
  const linked = { ...linkOf(personId, attempt), accountId: 'account' };
  await directory.tell(
    accountLinked,
    personId,
    { ...linked, status: 'Pending', linkedMark: mark },
    {
      ...linked,
      wasExisting: false,
      byHand: false,
    },
  );
  const claimed = { ...useOf(personId, attempt), seatId: 'seat' };
  await directory.tell(
    seatClaimed,
    personId,
    { ...claimed, answered: attempt },
    { ...claimed, wasHeld: false, ...figures },
  );
}

describe('sites', () => {
  test('DIR-20 a site opens with a Template Project that nobody archives', async () => {
    const { templateProjectId } = await directory.must(directory.openSite('berlin'));
    expect(await directory.post(`/berlin/projects/${templateProjectId}/archive`)).toMatchObject(
      refusal(409, 'system-required'),
    );
    expect(await directory.openSite('berlin')).toMatchObject(refusal(409, 'site-exists'));
  });

  test('DIR-13 a setting has one of its words', async () => {
    expect(await directory.patch('/berlin/settings', { key: 'profile.sync', value: 'no' })).toMatchObject({
      ok: true,
      status: 204,
      token: [{ kind: 'site', key: 'berlin', version: 1n }],
    });
    expect(await directory.patch('/berlin/settings', { key: 'profile.sync', value: 'maybe' })).toMatchObject(
      refusal(400, 'validation-failed'),
    );
  });
});

describe('the story', () => {
  test('STO-1 STO-4 a person is created, identity and licensing answer, the person is active', async () => {
    const personId = await directory.createPerson('montreal', 'zoe');
    expect(await directory.person('montreal', personId)).toMatchObject({
      status: 'disabled',
      activation: { state: 'activating', attempt: 1 },
      personal: { firstName: 'Zoë', login: 'zoe' },
    });
    await activate(personId);
    expect(await directory.person('montreal', personId)).toMatchObject({
      status: 'active',
      activation: { state: 'active', attempt: 1 },
      accountId: 'account',
    });
  });

  test('STO-4 a refusal is shown on the row, and the next try is another attempt', async () => {
    const personId = await directory.createPerson('montreal', 'max');
    const code = 'no-seat-left';
    const reason = 'No seat left: 20 of 20 in use.';
    const use = { ...useOf(personId, 1), answered: 1, refusal: { code, reason } };
    await directory.tell(seatRefused, personId, use, { ...useOf(personId, 1), code, reason, ...figures });
    const row = { state: 'refused', attempt: 1, code, reason };
    expect(await directory.person('montreal', personId)).toMatchObject({
      status: 'disabled',
      ended: 1,
      activation: row,
    });
    expect(await directory.post(`/montreal/people/${personId}/activate`)).toMatchObject({ status: 204 });
    const no = { ...linkOf(personId, 2), code: 'account-required', reason: 'There is no account.' };
    await directory.tell(accountLinkRefused, personId, linkOf(personId, 2), no);
    expect(await directory.person('montreal', personId)).toMatchObject({
      activation: { state: 'refused', attempt: 2, code: 'account-required' },
    });
  });

  test('STO-8 without authorization nobody is disabled: 503', async () => {
    const personId = await directory.createPerson('montreal', 'away');
    await expect(directory.post(`/montreal/people/${personId}/disable`)).rejects.toThrow('503');
    expect(await directory.person('montreal', personId)).toMatchObject({ activation: { state: 'activating' } });
  });
});

describe('people over HTTP', () => {
  test('KRN-04 the same request again meets the same person', async () => {
    const body = { firstName: 'A', lastName: 'B', login: 'same', email: 'same@halcyon.example.com' };
    const context = { commandId: 'the-same-request' };
    const first = await directory.post('/montreal/people', body, context);
    expect(first).toMatchObject({ ok: true, status: 201, etag: 1n });
    expect(await directory.post('/montreal/people', body, context)).toEqual(first);
  });

  test('DIR-02 a login is taken once a site, whatever its case; another site has its own', async () => {
    const body = { firstName: 'A', lastName: '', login: 'ZOE', email: 'other@halcyon.example.com' };
    expect(await directory.post('/montreal/people', body)).toMatchObject(refusal(409, 'login-taken'));
    expect(await directory.post('/mumbai/people', body)).toMatchObject({ status: 201 });
  });

  test('DIR-07 what is required, told by field', async () => {
    const answer = await directory.post('/montreal/people', {
      firstName: ' ',
      lastName: 'x',
      login: '-',
      email: 'a@b',
    });
    expect(answer).toMatchObject({ status: 400, rejection: { rejected: 'validation-failed' } });
    if (answer.ok) throw new Error('accepted');
    expect(answer.errors.map(({ pointer }) => pointer)).toEqual(['/firstName', '/login', '/email']);
  });

  test('DIR-09 DIR-11 DIR-21 projects and groups are the site’s own, and the whole set is replaced', async () => {
    const personId = await directory.createPerson('montreal', 'linked');
    const { projectId } = await directory.must(
      directory.post<{ projectId: string }>('/montreal/projects', { name: 'Salt' }),
    );
    const { groupId } = await directory.must(directory.post<{ groupId: string }>('/montreal/groups', { name: 'Crew' }));
    const { projectId: foreign } = await directory.must(
      directory.post<{ projectId: string }>('/mumbai/projects', { name: 'Salt' }),
    );
    const path = `/montreal/people/${personId}`;
    expect(await directory.put(`${path}/memberships`, { projectIds: [foreign] })).toMatchObject(
      refusal(422, 'unknown-project'),
    );
    expect(await directory.put(`${path}/groups`, { groupIds: ['none'] })).toMatchObject(refusal(422, 'unknown-group'));
    expect(await directory.put(`${path}/memberships`, { projectIds: [projectId] })).toMatchObject({ status: 204 });
    expect(await directory.put(`${path}/groups`, { groupIds: [groupId] })).toMatchObject({ status: 204 });
    const row = { projectIds: [projectId], groupIds: [groupId] };
    expect(await directory.person('montreal', personId)).toMatchObject(row);
    await directory.put(`${path}/memberships`, { projectIds: [] });
    expect(await directory.person('montreal', personId)).toMatchObject({ projectIds: [], projectLinks: {} });
  });

  test('DIR-18 a project’s name is its own on the site, and it is private or open', async () => {
    const create = (name: string) => directory.post<{ projectId: string }>('/montreal/projects', { name });
    const { projectId } = await directory.must(create('Nightjar'));
    expect(await create('  NIGHTJAR ')).toMatchObject(refusal(409, 'already-exists'));
    const path = `/montreal/projects/${projectId}`;
    expect(await directory.patch(path, { name: 'Kestrel' }, streamVersion(0))).toMatchObject({ etag: 1n });
    expect(await directory.patch(path, { name: 'Late' }, streamVersion(0))).toMatchObject(
      refusal(412, 'stale-version'),
    );
    expect(await create('Nightjar')).toMatchObject({ status: 201 });
    for (const verb of ['make-private', 'make-open', 'archive']) {
      expect(await directory.post(`${path}/${verb}`)).toMatchObject({ status: 204 });
    }
    expect(await directory.post(`/mumbai/projects/${projectId}/archive`)).toMatchObject(refusal(404, 'not-found'));
  });

  test('DIR-14 a name that comes from the portal is not edited here; login and email are, all or nothing', async () => {
    const personId = await directory.createPerson('montreal', 'edited');
    const path = `/montreal/people/${personId}`;
    const edit = { login: 'edited.2', email: 'edited.2@halcyon.example.com' };
    expect(await directory.patch(path, { ...edit, firstName: 'New' })).toMatchObject(
      refusal(403, 'not-allowed-in-this-mode'),
    );
    expect(await directory.person('montreal', personId)).toMatchObject({ personal: { login: 'edited' } });
    expect(await directory.patch(path, edit)).toMatchObject({ status: 204 });
    expect(await directory.person('montreal', personId)).toMatchObject({
      personal: edit,
      activation: { state: 'activating', attempt: 2 },
      ended: 1,
    });
    await directory.patch('/montreal/settings', { key: 'profile.sync', value: 'no' });
    expect(await directory.patch(path, { firstName: 'New' })).toMatchObject({ status: 204 });
    await directory.patch('/montreal/settings', { key: 'profile.sync', value: 'yes' });
    expect(await directory.person('montreal', personId)).toMatchObject({
      personal: { firstName: 'New', lastName: 'Janssens' },
    });
  });

  test('G12 a person of another site is not found', async () => {
    const personId = await directory.createPerson('montreal', 'foreign');
    const path = `/mumbai/people/${personId}`;
    for (const verb of ['activate', 'disable']) {
      expect(await directory.post(`${path}/${verb}`)).toMatchObject(refusal(404, 'not-found'));
    }
    expect(await directory.patch(path, { login: 'mine' })).toMatchObject(refusal(404, 'not-found'));
    expect(await directory.put(`${path}/memberships`, { projectIds: [] })).toMatchObject(refusal(404, 'not-found'));
    expect(await directory.get(path)).toMatchObject(refusal(404, 'not-found'));
  });

  test('STO-8 a gateway that asks is told of a person and a site as they stand, with their version', async () => {
    const personId = await directory.createPerson('montreal', 'asked');
    await activate(personId);
    const path = `/montreal/people/${personId}`;
    const before = await directory.get<PersonFacet>(path);
    expect(before).toMatchObject({
      ok: true,
      body: { personId, siteId: 'montreal', status: 'active', projectIds: [] },
    });
    const { projectId } = await directory.must(
      directory.post<{ projectId: string }>('/montreal/projects', { name: 'Asked' }),
    );
    await directory.put(`${path}/memberships`, { projectIds: [projectId] });
    const version = before.ok && before.etag !== undefined && before.etag + 1n;
    expect(await directory.get(path)).toMatchObject({ body: { projectIds: [projectId] }, etag: version });
    expect(await directory.get('/montreal')).toMatchObject({
      body: { siteId: 'montreal', accessModel: 'single-role' },
    });
    expect(await directory.get('/nowhere')).toMatchObject(refusal(404, 'not-found'));
  });

  test('the export is bounded to a site', async () => {
    const answer = await directory.client.get('directory', '/internal/v1/exports/people');
    expect(answer).toMatchObject(refusal(400, 'validation-failed'));
    expect((await directory.people('berlin')).length).toBe(0);
  });
});

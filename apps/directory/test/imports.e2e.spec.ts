import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ImportRunner } from '../src/import/import-runner.js';
import type { RowPage } from '../src/import/import-rows-view.js';
import { DirectoryService } from './directory-service.js';

const broken = readFileSync(new URL('../../../examples/studio/broken-people.csv', import.meta.url));
const header = 'Login,First Name,Last Name,Email,Status,Permission Group,Projects,Groups';
const file = (...rows: readonly string[]): Uint8Array<ArrayBuffer> =>
  new TextEncoder().encode([header, ...rows, ''].join('\n'));
const people = (count: number, prefix: string): readonly string[] =>
  Array.from({ length: count }, (_, at) => `${prefix}${at},First,Last,${prefix}${at}@halcyon.example.com,active,,,`);

let directory: DirectoryService;
let artist: string;
beforeAll(async () => {
  directory = await DirectoryService.start();
  for (const site of ['montreal', 'mumbai']) await directory.must(directory.openSite(site));
  artist = await directory.tellRole('montreal', 'Artist');
  for (const role of ['Manager', 'Vendor']) await directory.tellRole('montreal', role);
  await directory.tellRole('montreal', 'Retired', { enabled: false });
  await directory.tellRole('montreal', 'Script', { kind: 'api' });
  for (const name of ['Nightjar', 'Ash, Ember & Bone', 'Kestrel', 'Salt Harvest']) {
    await directory.must(directory.post('/montreal/projects', { name }));
  }
  await directory.must(directory.post('/montreal/groups', { name: 'Crew' }));
  await directory.quiet();
});
afterAll(() => directory.stop());

type Imported = Readonly<{ state: string; counts: Record<string, number>; findings: readonly { code: string }[] }>;
type Rows = RowPage;

function upload(site: string, bytes: Uint8Array<ArrayBuffer>, query: Record<string, string> = {}, commandId?: string) {
  return directory.client.post<{ importId: string }>('directory', `/internal/v1/sites/${site}/imports`, {
    raw: { type: 'text/csv', bytes },
    query,
    ...directory.as(commandId === undefined ? {} : { commandId }),
  });
}
const imported = (site: string, id: string) => directory.must(directory.get<Imported>(`/${site}/imports/${id}`));
const rows = (site: string, id: string, query = '') =>
  directory.must(directory.get<Rows>(`/${site}/imports/${id}/rows${query}`));
async function ended(): Promise<void> {
  await directory.service.app.get(ImportRunner).quiet();
  await directory.quiet();
}
const folder = () => join(directory.dataDir, 'directory', 'imports');

describe('a dry run', () => {
  test('DIR-10 shows every row and every finding, keeps the file private, and forgets it when cancelled', async () => {
    const { importId } = await directory.must(upload('montreal', Uint8Array.from(broken), { dryRun: 'true' }));
    expect(await imported('montreal', importId)).toMatchObject({
      state: 'checked',
      counts: { good: 6, applied: 0, refused: 0 },
      findings: expect.arrayContaining([expect.objectContaining({ code: 'password-column' })]),
    });
    const bad = await rows('montreal', importId, '?state=bad');
    expect(bad.items.length).toBeGreaterThan(4);
    expect(bad.items.every(({ findings }) => findings.length > 0)).toBe(true);
    const [first] = (await rows('montreal', importId, '?state=good&limit=1')).items;
    expect(first).toMatchObject({ state: 'good', name: 'Inês Duarte', login: 'ines.duarte' });
    expect(readFileSync(join(folder(), `${importId}.ndjson`), 'utf8')).not.toMatch(/Tr0ub4dor/);
    expect(statSync(join(folder(), `${importId}.ndjson`)).mode & 0o777).toBe(0o600);
    expect(await directory.post(`/montreal/imports/${importId}/start`)).toMatchObject({
      status: 422,
      rejection: { rejected: 'import-has-errors' },
    });
    expect(await directory.post(`/montreal/imports/${importId}/cancel`)).toMatchObject({ status: 202 });
    await ended();
    expect(existsSync(join(folder(), `${importId}.ndjson`))).toBe(false);
    expect(await directory.post(`/montreal/imports/${importId}/start`)).toMatchObject({
      rejection: { rejected: 'import-ended' },
    });
  });

  test('DIR-02 DIR-10 tells whose login or email the site has already', async () => {
    await directory.createPerson('montreal', 'known');
    const bytes = file('KNOWN,A,B,other@halcyon.example.com,,,,', 'fresh,A,B,Known@halcyon.example.com,,,,');
    const { importId } = await directory.must(upload('montreal', bytes, { dryRun: 'true' }));
    const { items } = await rows('montreal', importId, '?state=bad');
    expect(items.map(({ row, findings }) => [row, findings[0]?.code])).toEqual([
      [2, 'login-taken'],
      [3, 'email-active-on-site'],
    ]);
  });

  test('DIR-08 DIR-10 roles that are switched off or for programs only are unknown', async () => {
    const bytes = file('r1,A,B,r1@x.example.com,,Retired,,', 'r2,A,B,r2@x.example.com,,Script,,');
    const { importId } = await directory.must(upload('montreal', bytes, { dryRun: 'true' }));
    const { items } = await rows('montreal', importId);
    expect(items.map(({ findings }) => findings[0]?.code)).toEqual(['role-unknown', 'role-unknown']);
  });

  test('SCOPE-3 DIR-10 a role that the sender may not give is refused in its row', async () => {
    const bytes = file(
      'g1,A,B,g1@x.example.com,,Artist,,',
      'g2,A,B,g2@x.example.com,,Vendor,,',
      'g3,A,B,g3@x.example.com,,,,',
    );
    const codes = async (query: Record<string, string>) => {
      const { importId } = await directory.must(upload('montreal', bytes, { dryRun: 'true', ...query }));
      return (await rows('montreal', importId)).items.map(({ findings }) => findings[0]?.code);
    };
    expect(await codes({ roles: artist })).toEqual([undefined, 'role-exceeds-own', undefined]);
    expect(await codes({ roles: '' })).toEqual(['role-exceeds-own', 'role-exceeds-own', undefined]);
    expect(await codes({})).toEqual([undefined, undefined, undefined]);
  });

  test('DIR-10 pages of rows follow each other', async () => {
    const { importId } = await directory.must(upload('montreal', file(...people(7, 'page')), { dryRun: 'true' }));
    const first = await rows('montreal', importId, '?limit=4');
    const second = await rows('montreal', importId, `?limit=4&after=${first.next}`);
    expect([...first.items, ...second.items].map(({ row }) => row)).toEqual([2, 3, 4, 5, 6, 7, 8]);
    expect(second.next).toBeUndefined();
  });
});

describe('files that are refused', () => {
  test.each([
    ['file-empty', 422, new Uint8Array()],
    ['not-utf-8', 422, Uint8Array.of(0x4a, 0xe9, 0x0a)],
    ['column-missing', 422, new TextEncoder().encode('Login,Last Name\na,b\n')],
    ['file-too-large', 413, new Uint8Array(10_000_001)],
  ])('DIR-10 %s', async (rejected, status, bytes) => {
    expect(await upload('montreal', bytes)).toMatchObject({ ok: false, status, rejection: { rejected } });
  });

  test('DIR-10 all or nothing: one bad row, and nothing is imported; the answer says which', async () => {
    const before = (await directory.people('montreal')).length;
    const answer = await upload('montreal', Uint8Array.from(broken));
    expect(answer).toMatchObject({ status: 422, rejection: { rejected: 'import-has-errors', details: { good: 6 } } });
    await ended();
    expect(await directory.people('montreal')).toHaveLength(before);
    expect(readdirSync(folder()).filter((name) => name.endsWith('.part'))).toEqual([]);
  });

  test('G12 another site’s import is not found', async () => {
    const { importId } = await directory.must(upload('montreal', file(...people(1, 'mine')), { dryRun: 'true' }));
    for (const path of ['', '/rows']) {
      expect(await directory.get(`/mumbai/imports/${importId}${path}`)).toMatchObject({ status: 404 });
    }
    for (const verb of ['start', 'cancel']) {
      expect(await directory.post(`/mumbai/imports/${importId}/${verb}`)).toMatchObject({ status: 404 });
    }
    expect(await upload('nowhere', file(...people(1, 'mine')))).toMatchObject({ status: 404 });
  });
});

describe('an import', () => {
  test('DIR-10 the good rows become people with roles, projects and groups; the bad ones say why, without their cells', async () => {
    const { importId } = await directory.must(
      upload('montreal', Uint8Array.from(broken), { rows: 'good', invitations: 'hold' }),
    );
    await ended();
    expect(await imported('montreal', importId)).toMatchObject({
      state: 'finished',
      counts: { good: 6, applied: 6, refused: 0 },
    });
    expect(existsSync(join(folder(), `${importId}.ndjson`))).toBe(false);
    const everybody = await directory.people('montreal');
    const found = everybody.filter(({ personal }) => ['ines.duarte', 'pavel.novak'].includes(personal.login));
    expect(found).toHaveLength(2);
    expect(
      found.every(({ requestedRoleId, activation }) => requestedRoleId === artist && activation.attempt === 1),
    ).toBe(true);
    const pavel = found.find(({ personal }) => personal.login === 'pavel.novak');
    expect(pavel?.projectIds).toHaveLength(2);
    const applied = await rows('montreal', importId, '?state=applied');
    expect(applied.items.map(({ personId }) => personId)).toContain(pavel?.personId);
    const bad = await rows('montreal', importId, '?state=bad');
    expect(bad.items.length).toBeGreaterThan(4);
    expect(bad.items.every(({ findings }) => findings.length > 0)).toBe(true);
    expect(JSON.stringify(bad)).not.toMatch(/halcyon|Wizard|Moonraker/);
    const list = await directory.must(directory.get<{ items: readonly object[]; total: object }>('/montreal/imports'));
    expect(list.items).toContainEqual(expect.objectContaining({ importId, state: 'finished' }));
  });

  test('KRN-04 DIR-10 the same upload again is the same import, and its people are there once', async () => {
    const bytes = file(...people(30, 'again'));
    const first = await directory.must(upload('montreal', bytes, {}, 'one-upload'));
    await ended();
    expect(await upload('montreal', bytes, {}, 'one-upload')).toMatchObject({ ok: true, body: first });
    await ended();
    const everybody = await directory.people('montreal');
    expect(everybody.filter(({ personal }) => personal.login.startsWith('again'))).toHaveLength(30);
  });

  test('KRN-04 DIR-10 another file of the same length under the same command is refused, not taken for the first', async () => {
    await directory.must(upload('montreal', file(...people(1, 'mona')), { dryRun: 'true' }, 'one-key'));
    expect(await upload('montreal', file(...people(1, 'lisa')), { dryRun: 'true' }, 'one-key')).toMatchObject({
      status: 422,
      rejection: { rejected: 'idempotency-key-reused' },
    });
  });

  test('DIR-10 G12 after a stop in the middle it goes on, and everybody is there once', async () => {
    const { importId } = await directory.must(upload('mumbai', file(...people(250, 'long')), {}));
    await directory.restart();
    await ended();
    expect(await imported('mumbai', importId)).toMatchObject({
      state: 'finished',
      counts: { good: 250, applied: 250, refused: 0 },
    });
    const everybody = await directory.people('mumbai');
    const logins = everybody.map(({ personal }) => personal.login).filter((login) => login.startsWith('long'));
    expect(new Set(logins).size).toBe(250);
    expect(logins).toHaveLength(250);
  }, 60_000);
});

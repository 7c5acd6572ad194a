import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { personErased } from '@rollcall/contracts';
import { type Envelope, type MessageBus, type PersonalDataKeys } from '@rollcall/event-sourcing';
import { BUS, PERSONAL_DATA_KEYS } from '@rollcall/service-kit';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DirectoryService } from './directory-service.js';

let directory: DirectoryService;
beforeAll(async () => {
  directory = await DirectoryService.start();
  for (const site of ['montreal', 'mumbai']) await directory.must(directory.openSite(site));
});
afterAll(() => directory.stop());

const erase = (person: string, query = '', site = 'montreal') =>
  directory.post<{ waitingFiles: number }>(`/${site}/people/${person}/erase${query}`);
const nobody = { firstName: '[erased]', lastName: '[erased]', login: '[erased]', email: '[erased]' };

/** Checks a file for a site, as the importer does before it starts. */
async function wait(site: string, ...rows: readonly string[]): Promise<string> {
  const text = ['Login,First Name,Last Name,Email,Status', ...rows, ''].join('\n');
  const sent = directory.client.post<{ importId: string }>('directory', `/internal/v1/sites/${site}/imports`, {
    raw: { type: 'text/csv', bytes: new TextEncoder().encode(text) },
    query: { dryRun: 'true' },
    ...directory.as(),
  });
  return (await directory.must(sent)).importId;
}
const fileOf = (importId: string): string =>
  readFileSync(join(directory.dataDir, 'directory', 'imports', `${importId}.ndjson`), 'utf8');

test('KRN-17 erasing tells first, refuses whoever is not disabled, and destroys the key', async () => {
  const heard: Envelope[] = [];
  const bus = directory.service.app.get<MessageBus>(BUS);
  await bus.observe(['rollcall.directory.v1'], (message) => heard.push(message));
  const zoe = await directory.createPerson('montreal', 'zoe', { externalId: 'staff-4711' });
  for (const query of ['', '?dryRun=true']) {
    expect(await erase(zoe, query)).toMatchObject({ ok: false, rejection: { rejected: 'not-disabled' } });
    expect(await erase(zoe, query, 'mumbai')).toMatchObject({ ok: false, rejection: { rejected: 'not-found' } });
  }
  const sam = await directory.createPerson('montreal', 'sam', { status: 'disabled', externalId: 'staff-4712' });
  expect(await directory.must(erase(sam, '?dryRun=true'))).toEqual({ waitingFiles: 0 });
  expect(await directory.person('montreal', sam)).toMatchObject({ personal: { login: 'sam' } });

  expect(await directory.must(erase(sam))).toEqual({ waitingFiles: 0 });
  const facet = await directory.person('montreal', sam);
  expect(facet).toMatchObject({ erased: true, status: 'disabled', emailIndex: '', personal: nobody });
  expect(facet.externalId).toBeUndefined();
  const keys = directory.service.app.get<PersonalDataKeys>(PERSONAL_DATA_KEYS);
  expect(await keys.keyFor(`person:${sam}`)).toBe('erased');
  expect(await keys.keyFor(`person:${zoe}`)).not.toBe('erased');
  expect(heard.filter(({ type }) => type === personErased.type)).toMatchObject([
    { data: { personId: sam, siteId: 'montreal', erasedSubject: `person:${sam}` }, facet: { state: { erased: true } } },
  ]);
  expect(await directory.must(erase(sam))).toEqual({ waitingFiles: 0 });
  expect(await directory.createPerson('montreal', 'sam')).not.toBe(sam);
});

test('KRN-17 DIR-10 rows of somebody erased are emptied in files that wait, and in no others', async () => {
  const mine = await wait(
    'montreal',
    'una2,Una,Quill,una@halcyon.example.com,active',
    'bo,Bo,Lund,bo@x.example.com,active',
  );
  const elsewhere = await wait('mumbai', 'una,Una,Quill,una@halcyon.example.com,active');
  const una = await directory.createPerson('montreal', 'una', { status: 'disabled' });
  expect(await directory.must(erase(una, '?dryRun=true'))).toEqual({ waitingFiles: 1 });
  expect(fileOf(mine)).toContain('Quill');
  expect(await directory.must(erase(una))).toEqual({ waitingFiles: 1 });
  await directory.quiet();
  expect(fileOf(mine)).not.toMatch(/quill|una/i);
  expect(fileOf(mine)).toContain('Lund');
  expect(fileOf(elsewhere)).toContain('Quill');
  const { items } = await directory.must(
    directory.get<{ items: readonly object[] }>(`/montreal/imports/${mine}/rows?state=bad`),
  );
  expect(items).toMatchObject([{ row: 2, findings: [{ code: 'person-erased' }] }]);
});

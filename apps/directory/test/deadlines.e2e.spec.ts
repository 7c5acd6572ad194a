import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { accountLinked } from '@rollcall/contracts';
import { createVirtualClock } from '@rollcall/testing';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { attemptPatience, importPatience } from '../src/integration/deadlines.js';
import { DirectoryService } from './directory-service.js';

const clock = createVirtualClock();
let directory: DirectoryService;
beforeAll(async () => {
  directory = await DirectoryService.start({ clock });
  await directory.must(directory.openSite('s'));
});
afterAll(() => directory.stop());

test('KRN-13 STO-4 an attempt that nobody answers times out after 15 minutes, and the row says who owes the answer', async () => {
  const early = await directory.createPerson('s', 'early');
  const linked = await directory.createPerson('s', 'linked');
  const link = { personId: linked, siteId: 's', teamId: 'team', accountId: 'account', attempt: 1 };
  await directory.tell(
    accountLinked,
    linked,
    { ...link, status: 'Pending' },
    { ...link, wasExisting: false, byHand: false },
  );
  clock.advance(attemptPatience - 1);
  expect(await directory.person('s', early)).toMatchObject({ activation: { state: 'activating' } });
  clock.advance(1);
  expect(await directory.person('s', early)).toMatchObject({
    status: 'disabled',
    ended: 1,
    activation: { state: 'timed-out', attempt: 1, waitingFor: 'identity' },
  });
  expect(await directory.person('s', linked)).toMatchObject({ activation: { waitingFor: 'licensing' } });
  expect(await directory.post(`/s/people/${early}/activate`)).toMatchObject({ status: 204 });
  expect(await directory.person('s', early)).toMatchObject({ activation: { state: 'activating', attempt: 2 } });
});

test('KRN-13 DIR-10 a checked file that nobody imports is forgotten after a day', async () => {
  const bytes = new TextEncoder().encode('First Name,Last Name,Email\nA,B,a@x.example.com\n');
  const sent = await directory.client.post<{ importId: string }>('directory', '/internal/v1/sites/s/imports', {
    raw: { type: 'text/csv', bytes },
    query: { dryRun: 'true' },
    ...directory.as(),
  });
  if (!sent.ok) throw new Error(sent.rejection.rejected);
  const { importId } = sent.body;
  const kept = join(directory.dataDir, 'directory', 'imports', `${importId}.ndjson`);
  await directory.quiet();
  expect(existsSync(kept)).toBe(true);
  clock.advance(importPatience);
  await directory.quiet();
  expect(await directory.get(`/s/imports/${importId}`)).toMatchObject({ body: { state: 'cancelled' } });
  expect(existsSync(kept)).toBe(false);
});

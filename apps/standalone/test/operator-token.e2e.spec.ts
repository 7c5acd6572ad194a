import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createLogger } from '@rollcall/service-kit';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { keepToken, leaveToken } from '../src/operator-token.js';
import { PublicDoor } from './harness/public-door.js';
import { type RunningStandalone, runStandalone } from './harness/run-standalone.js';
import { createShiftedClock, type ShiftedClock } from './harness/shifted-clock.js';
import { admin } from './harness/test-site.js';
import { until } from './harness/until.js';

const hour = 3_600_000;
let clock: ShiftedClock;
let running: RunningStandalone;
beforeAll(async () => {
  clock = createShiftedClock();
  running = await runStandalone({ clock });
  const { accountId } = await running.asAdmin.must('GET', '/me');
  await writeFile(join(running.dataDir, 'first-admin'), accountId);
}, 60_000);
afterAll(() => running.end());

const tokenLeft = (): Promise<string> => readFile(join(running.dataDir, 'token'), 'utf8');
const statusWith = async (token: string): Promise<number> => (await running.door.holding(token).get('/me')).status;
async function left(): Promise<string> {
  await leaveToken(running.standalone);
  await running.quiet();
  return tokenLeft();
}

test('the token left at the start works, and the next start leaves it as it is', async () => {
  const token = await left();
  expect(await statusWith(token)).toBe(200);
  expect(await left()).toBe(token);
});

test('after half of its time there is another one, and the one before is ended', async () => {
  const before = await left();
  clock.shift(6 * hour + 60_000);
  const token = await left();
  expect(token).not.toBe(before);
  expect([await statusWith(before), await statusWith(token)]).toEqual([401, 200]);
});

test('it goes on working while the installation runs, whatever ended it', async () => {
  const over = new AbortController();
  const kept = keepToken(running.standalone, { over: over.signal, logger: createLogger('silent'), every: 20 });
  const works = async (): Promise<boolean> => (await statusWith(await tokenLeft())) === 200;
  clock.shift(30 * hour);
  await until('it works after 30 hours', works);
  const owner = await PublicDoor.signedIn(running.door.url, admin.email, admin.password);
  const { status } = await owner.put('/me/password', {
    body: { current: admin.password, password: 'eight wandering lighthouse keepers' },
  });
  expect(status).toBeLessThan(300);
  await running.quiet();
  await until('it works after another password', works);
  over.abort();
  await kept;
});

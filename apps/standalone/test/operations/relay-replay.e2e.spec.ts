import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { endStateOf } from '../faults/end-state.js';
import { linkIn, mailsTo } from '../harness/mailbox-of.js';
import { runRollcall } from '../harness/rollcall-process.js';
import { type RunningStandalone, runStandalone } from '../harness/run-standalone.js';

let running: RunningStandalone;
beforeEach(async () => {
  running = await runStandalone();
}, 60_000);
afterEach(() => running.end());

/** Ana has entered, Bea is disabled again. */
async function play(): Promise<void> {
  const people = `/sites/${running.siteId}/people`;
  const create = async (login: string): Promise<string> => {
    const body = { firstName: login, lastName: 'Test', login, email: `${login}@people.example`, projectIds: [] };
    return (await running.asAdmin.must('POST', people, { body })).id;
  };
  const [, bea] = [await create('ana'), await create('bea')];
  await running.quiet();
  const [mail] = await mailsTo(running.door, 'ana@people.example');
  const password = 'quiet rivers carry nine paper boats';
  await running.door.must('POST', '/invitations/accept', { body: { ...linkIn(mail!), password } });
  await running.asAdmin.must('POST', `${people}/${bea}/disable`);
  await running.quiet();
}

/** Stops, does something to the folder, replays and starts again; answers the end states before and after. */
async function aroundReplay(whileStopped: () => Promise<void>) {
  await running.standalone.stop();
  const before = await endStateOf(running.dataDir);
  await whileStopped();
  const { code, out } = await runRollcall(['relay', 'replay', '--data-dir', running.dataDir]);
  expect({ code, lines: out.trim().split('\n').length }).toEqual({ code: 0, lines: 4 });
  await running.restart();
  await running.quiet();
  await running.standalone.stop();
  return { before, after: await endStateOf(running.dataDir) };
}

test('KRN-09 everything told again changes nothing for those who know it', async () => {
  await play();
  const { before, after } = await aroundReplay(async () => {});
  expect(after).toEqual(before);
}, 120_000);

test('KRN-09 topics that were lost are published anew, and read models made from them are the same', async () => {
  await play();
  const { before, after } = await aroundReplay(async () => {
    await rm(join(running.dataDir, 'bus'), { recursive: true });
    for (const service of ['admin-gateway', 'identity', 'licensing']) {
      for (const end of ['', '-wal', '-shm']) {
        await rm(join(running.dataDir, service, `read-models.sqlite${end}`), { force: true });
      }
    }
  });
  expect(after).toEqual(before);
}, 120_000);

test('an installation that runs, and a service that is not there, are refused', async () => {
  const replay = (...args: string[]) => runRollcall(['relay', 'replay', '--data-dir', running.dataDir, ...args]);
  expect(await replay()).toMatchObject({ code: 1, err: expect.stringContaining('is in use by process') });
  await running.standalone.stop();
  expect(await replay('--service', 'payroll')).toMatchObject({ code: 2, err: expect.stringContaining('payroll') });
}, 120_000);

import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dumpOf, runRollcall } from '../harness/rollcall-process.js';
import { type RunningStandalone, runStandalone } from '../harness/run-standalone.js';

let folder: string;
let running: RunningStandalone;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rollcall-one-service-'));
  running = await runStandalone({ seats: 20 });
}, 60_000);
afterEach(async () => {
  await running.end();
  await rm(folder, { recursive: true });
});

const must = async (...args: readonly string[]): Promise<void> => {
  const { code, err } = await runRollcall(args);
  expect({ code, err }).toEqual({ code: 0, err: '' });
};
async function create(login: string): Promise<void> {
  const body = { firstName: login, lastName: 'Test', login, email: `${login}@people.example`, projectIds: [] };
  await running.asAdmin.must('POST', `/sites/${running.siteId}/people`, { body });
  await running.quiet();
}
/** A decision of licensing's own, which follows from nobody's message. */
async function assignToAna(): Promise<void> {
  const body = { email: 'ana@people.example' };
  await running.asAdmin.must('POST', `/teams/${running.teamId}/seats/assign`, { body });
  await running.quiet();
}
/** Ends what runs, does something to the folder, lets everything follow from it, and answers what the installation holds. */
async function stateAfter(whileStopped: () => Promise<void>): Promise<readonly string[]> {
  await running.standalone.stop();
  await whileStopped();
  await running.restart();
  await running.quiet();
  await running.standalone.stop();
  return dumpOf({ ROLLCALL_DATA_DIR: running.dataDir });
}
/** What one state has and the other has not. */
const beyond = (one: readonly string[], other: readonly string[]): readonly string[] =>
  one.filter((line) => !other.includes(line));

/** Licensing alone as it was: its log from the backup, and nothing of what was made from the one it had. */
async function restoreLicensing(): Promise<void> {
  const own = join(running.dataDir, 'licensing');
  for (const name of await readdir(own)) if (name.includes('.sqlite')) await rm(join(own, name));
  await cp(join(folder, 'data', 'licensing', 'events.sqlite'), join(own, 'events.sqlite'));
}

test('KRN-08 one service restored to yesterday: others know what it has forgotten, and tell it again what they told it', async () => {
  await create('ana');
  await must('backup', '--data-dir', running.dataDir, '--to', join(folder, 'data'), '--keys-to', join(folder, 'keys'));
  await create('bea');
  await assignToAna();
  const today = await stateAfter(async () => {});

  // The gateway goes on showing what licensing has forgotten.
  const forgotten = await stateAfter(restoreLicensing);
  expect(forgotten.filter((line) => /"licensing.seat".*bea@/.test(line))).toEqual([]);
  expect(forgotten.filter((line) => /admin-gateway-seats.*bea@|bea@.*admin-gateway-seats/.test(line))).toHaveLength(1);

  // What others have told comes to the same again; what was asked of licensing itself does not, and others still show it.
  const others = ['directory', 'identity'].flatMap((service) => ['--service', service]);
  const told = await stateAfter(() => must('relay', 'replay', '--data-dir', running.dataDir, ...others));
  const lost = beyond(today, told);
  expect(lost.length).toBeGreaterThan(0);
  expect(lost.filter((line) => !/"licensing\.|licensing-/.test(line) || !line.includes('ana@'))).toEqual([]);

  // Asked again, it takes the version that the others know already.
  await running.restart();
  await assignToAna();
  expect(await stateAfter(async () => {})).toEqual(today);
}, 240_000);

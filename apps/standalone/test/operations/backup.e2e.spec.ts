import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endStateOf } from '../faults/end-state.js';
import { linkIn, mailsTo } from '../harness/mailbox-of.js';
import { type Json, PublicDoor } from '../harness/public-door.js';
import { runRollcall } from '../harness/rollcall-process.js';
import { type RunningStandalone, runStandalone } from '../harness/run-standalone.js';
import { startOnce } from '../harness/start-once.js';
import { admin } from '../harness/test-site.js';
import { until } from '../harness/until.js';

let folder: string;
let running: RunningStandalone;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rollcall-backup-'));
  running = await runStandalone({ seats: 100 });
}, 60_000);
afterEach(async () => {
  await running.end();
  await rm(folder, { recursive: true });
});

const at = (name: string): string => join(folder, name);
const people = (): string => `/sites/${running.siteId}/people`;
const must = async (...args: readonly string[]): Promise<void> => {
  const { code, err } = await runRollcall(args);
  expect({ code, err }).toEqual({ code: 0, err: '' });
};
const backup = (): Promise<void> =>
  must('backup', '--data-dir', running.dataDir, '--to', at('data'), '--keys-to', at('keys'));
const restore = (): Promise<void> =>
  must('restore', '--from', at('data'), '--keys-from', at('keys'), '--data-dir', at('restored'));

async function create(login: string): Promise<string> {
  const body = { firstName: login, lastName: 'Test', login, email: `${login}@people.example`, projectIds: [] };
  return (await running.asAdmin.must('POST', people(), { body })).id;
}

const restored = () => ({ ROLLCALL_DATA_DIR: at('restored') });

test('CARD-2 an installation restored from a backup of its running life is what it was, read models made anew', async () => {
  const ids = [];
  for (const login of ['ana', 'bea', 'cid']) ids.push(await create(login));
  await running.quiet();
  const [mail] = await mailsTo(running.door, 'ana@people.example');
  const password = 'quiet rivers carry nine paper boats';
  await running.door.must('POST', '/invitations/accept', { body: { ...linkIn(mail!), password } });
  await running.asAdmin.must('POST', `${people()}/${ids[1]}/disable`);
  await running.quiet();
  await backup();
  await running.standalone.stop();
  const expected = await endStateOf(running.dataDir);

  await restore();
  const files = await readdir(at('restored'), { recursive: true });
  expect(files.filter((name) => /read-models|snapshots|ephemeral/.test(name))).toEqual([]);
  await startOnce(restored());
  expect(await endStateOf(at('restored'))).toEqual(expected);
}, 120_000);

test('KRN-17 the data of a backup tell nobody’s name or address', async () => {
  await create('annabel');
  await running.quiet();
  await backup();
  const files = await readdir(at('data'), { recursive: true, withFileTypes: true });
  for (const file of files.filter((entry) => entry.isFile())) {
    const bytes = await readFile(join(file.parentPath, file.name));
    for (const text of ['annabel', admin.email])
      expect({ file: file.name, tells: bytes.includes(text) }).toEqual({
        file: file.name,
        tells: false,
      });
  }
}, 120_000);

test('a backup in the middle of work is one moment of it: what was begun goes on from there', async () => {
  let stop = false;
  const created: string[] = [];
  const working = (async () => {
    while (!stop) {
      const logins = Array.from({ length: 4 }, (_, index) => `person${created.length + index}`);
      created.push(...(await Promise.all(logins.map(create))));
    }
  })();
  await until('work is under way', async () => created.length >= 8);
  const before = [...created];
  await backup();
  stop = true;
  await working;
  await restore();
  await startOnce(restored(), async (standalone) => {
    const door = await PublicDoor.signedIn(standalone.url, admin.email, admin.password);
    const { items } = await door.must('GET', `${people()}?limit=500`);
    const ids = (items as Json[]).map(({ id }) => id);
    expect(ids).toEqual(expect.arrayContaining(before));
    const open = (items as Json[]).filter(
      ({ status, seat, activation }) => status !== 'active' || !seat.held || activation.state !== 'active',
    );
    expect(open).toEqual([]);
    const { used } = await door.must('GET', `/sites/${running.siteId}/seats`);
    expect(used).toBe(ids.length);
    const body = { firstName: 'New', lastName: 'Test', login: 'new', email: 'new@people.example', projectIds: [] };
    const { id } = await door.must('POST', people(), { body });
    await until('life goes on', async () => (await door.get(`${people()}/${id}`)).body.status === 'active');
  });
}, 120_000);

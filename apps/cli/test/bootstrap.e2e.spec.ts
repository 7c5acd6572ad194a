import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLogger } from '@rollcall/service-kit';
import { freePort } from '../../standalone/test/harness/free-port.js';
import { linkIn, mailsTo } from '../../standalone/test/harness/mailbox-of.js';
import { PublicDoor } from '../../standalone/test/harness/public-door.js';
import { until } from '../../standalone/test/harness/until.js';
import { leaveToken } from '../../standalone/src/operator-token.js';
import { startStandalone } from '../../standalone/src/standalone.js';
import { startRollcall } from './child-rollcall.js';
import { runRollcall } from './run-rollcall.js';

const email = 'grace@harbor.example';
const password = 'nine quiet rivers carry paper boats';
const terms = ['--team', 'Blue Harbor', '--site', 'montreal', '--admin-email', email] as const;

let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'rollcall-bootstrap-'));
});
afterEach(() => rm(dataDir, { recursive: true }));

const bootstrap = (...args: readonly string[]) => runRollcall('bootstrap', '--data-dir', dataDir, ...args);
const dump = () => runRollcall('dump-state', '--data-dir', dataDir);

test('the first Admin gets in by the mailed invitation and manages the team; a second run changes nothing', async () => {
  const { code, out } = await bootstrap(...terms, '--seats', '3');
  expect({ code, out }).toEqual({ code: 0, out: expect.stringContaining('/mailbox') });
  expect(out).not.toMatch(/password|token/i);
  const before = await dump();
  expect(await bootstrap(...terms)).toMatchObject({ code: 0, out: expect.stringContaining('nothing was changed') });
  expect(await dump()).toEqual(before);

  const environment = { ROLLCALL_DATA_DIR: dataDir, ROLLCALL_PORT: String(await freePort()) };
  const standalone = await startStandalone({ environment, logger: createLogger('silent') });
  standalone.setUpDone();
  try {
    const door = new PublicDoor(standalone.url);
    await leaveToken(standalone);
    expect(existsSync(join(dataDir, 'token'))).toBe(false);
    const [mail] = await mailsTo(door, email);
    await door.must('POST', '/invitations/accept', { body: { ...linkIn(mail!), password } });
    const grace = await PublicDoor.signedIn(standalone.url, email, password);
    const { sites } = await grace.must('GET', '/me');
    expect(sites).toMatchObject([{ slug: 'montreal' }]);
    await until('the Admin sees the seats', async () => {
      const answer = await grace.get(`/sites/${sites[0].siteId}/seats`);
      return answer.status === 200 && answer.body.used === 1 && answer.body.total === 3;
    });
    await leaveToken(standalone);
    const { accountId } = await grace.must('GET', '/me');
    expect(await door.holding(await readFile(join(dataDir, 'token'), 'utf8')).must('GET', '/me')).toMatchObject({
      accountId,
    });
  } finally {
    await standalone.stop();
  }
}, 120_000);

test('killed in the middle and run again, it ends as if nothing had happened', async () => {
  const undisturbed = join(dataDir, 'undisturbed');
  await runRollcall('bootstrap', '--data-dir', undisturbed, ...terms);
  const expected = await runRollcall('dump-state', '--data-dir', undisturbed);
  dataDir = join(dataDir, 'killed');
  const child = startRollcall('bootstrap', '--data-dir', dataDir, ...terms);
  await until('it has begun', async () => existsSync(join(dataDir, 'set-up.done')));
  await child.kill();
  expect(await bootstrap(...terms)).toMatchObject({ code: 0 });
  expect(await dump()).toEqual(expected);
  dataDir = join(dataDir, '..');
}, 120_000);

test('an installation that holds something else is refused and left as it is', async () => {
  await bootstrap(...terms);
  const before = await dump();
  const other = (team: string, site: string, who: string) =>
    bootstrap('--team', team, '--site', site, '--admin-email', who);
  expect(await other('Blue Harbor', 'mumbai', email)).toMatchObject({
    code: 1,
    err: [expect.stringContaining('holds the site montreal already')],
  });
  expect(await other('Red Harbor', 'montreal', email)).toMatchObject({ code: 1 });
  expect(await dump()).toEqual(before);
}, 120_000);

test.each([
  ['no team', ['--site', 'montreal', '--admin-email', email]],
  ['a slug with capitals', ['--team', 'Blue Harbor', '--site', 'Montreal', '--admin-email', email]],
  ['no address', ['--team', 'Blue Harbor', '--site', 'montreal', '--admin-email', 'grace']],
  ['no seat', [...terms, '--seats', '0']],
])('%s is bad usage, before anything is opened', async (_what, args) => {
  expect(await bootstrap(...args)).toMatchObject({ code: 2, out: '' });
  expect(existsSync(join(dataDir, 'secrets.json'))).toBe(false);
});

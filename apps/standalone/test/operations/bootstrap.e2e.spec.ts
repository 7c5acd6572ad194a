import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLogger } from '@rollcall/service-kit';
import { freePort } from '../harness/free-port.js';
import { startMailServer } from '../harness/mail-server.js';
import { linkIn, mailsTo } from '../harness/mailbox-of.js';
import { PublicDoor } from '../harness/public-door.js';
import { dumpOf, runRollcall, startRollcall } from '../harness/rollcall-process.js';
import { until } from '../harness/until.js';
import { leaveToken } from '../../src/operator-token.js';
import { startStandalone } from '../../src/standalone.js';

const email = 'grace@harbor.example';
const password = 'nine quiet rivers carry paper boats';
const terms = ['--team', 'Blue Harbor', '--site', 'montreal', '--admin-email', email] as const;

let folder: string;
let dataDir: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rollcall-bootstrap-'));
  dataDir = join(folder, 'data');
});
afterEach(() => rm(folder, { recursive: true }));

const bootstrap = (...args: readonly string[]) => runRollcall(['bootstrap', '--data-dir', dataDir, ...args]);
const dump = () => dumpOf({ ROLLCALL_DATA_DIR: dataDir });

test('the first Admin gets in by the mailed invitation and manages the team; a second run changes nothing', async () => {
  const { code, out, err } = await bootstrap(...terms, '--seats', '3');
  expect({ code, out, err }).toEqual({ code: 0, out: expect.stringContaining('/mailbox'), err: '' });
  expect(out).not.toMatch(/password|token/i);
  const before = await dump();
  expect(await bootstrap(...terms)).toMatchObject({ code: 0, out: expect.stringContaining('nothing was changed') });
  expect(await dump()).toEqual(before);

  const environment = { ROLLCALL_DATA_DIR: dataDir, ROLLCALL_PORT: String(await freePort()) };
  const standalone = await startStandalone({ environment, logger: createLogger('silent') });
  standalone.setUpDone();
  for (const service of standalone.services) await service.caughtUp();
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
  const undisturbed = join(folder, 'undisturbed');
  await runRollcall(['bootstrap', '--data-dir', undisturbed, ...terms]);
  const begun = startRollcall(['bootstrap', '--data-dir', dataDir, ...terms]);
  await until('it has begun', async () => existsSync(join(dataDir, 'set-up.done')));
  expect((await begun.kill()).code).toBeNull();
  expect(await bootstrap(...terms)).toMatchObject({ code: 0 });
  expect(await dump()).toEqual(await dumpOf({ ROLLCALL_DATA_DIR: undisturbed }));
}, 120_000);

test('an invitation that the mail server refused is sent anew by the same command, and one that went out is not', async () => {
  await using mails = await startMailServer();
  const again = () => runRollcall(['bootstrap', '--data-dir', dataDir, ...terms], { ROLLCALL_SMTP_URL: mails.url });
  mails.refuse(true);
  for (let time = 0; time < 2; time += 1) {
    expect(await again()).toMatchObject({ code: 0, out: expect.stringContaining('refused the invitation') });
  }
  mails.refuse(false);
  expect(await again()).toMatchObject({ code: 0, out: `An invitation was mailed to ${email}.\n` });
  expect(await again()).toMatchObject({ code: 0, out: expect.stringContaining('nothing was changed') });
  expect(mails.mailsTo(email)).toHaveLength(1);
}, 120_000);

test('an installation that holds something else is refused and left as it is', async () => {
  await bootstrap(...terms);
  const before = await dump();
  const other = (team: string, site: string, who: string) =>
    bootstrap('--team', team, '--site', site, '--admin-email', who);
  expect(await other('Blue Harbor', 'mumbai', email)).toMatchObject({
    code: 1,
    err: expect.stringContaining('holds the site montreal already'),
  });
  expect(await other('Red Harbor', 'montreal', email)).toMatchObject({ code: 1 });
  expect(await dump()).toEqual(before);
}, 120_000);

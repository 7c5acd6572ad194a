import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeEngine } from '../../../../tools/engines/engine.js';
import { type MailServer, startMailServer } from '../harness/mail-server.js';
import { linkIn, mailsTo } from '../harness/mailbox-of.js';
import { startProductionServers } from '../../../../tools/engines/production-servers.js';
import { PublicDoor } from '../harness/public-door.js';
import { dumpOf, runRollcall, startRollcall } from '../harness/rollcall-process.js';
import { type RunningStandalone, runStandalone } from '../harness/run-standalone.js';
import { startOnce } from '../harness/start-once.js';
import { admin } from '../harness/test-site.js';
import { until } from '../harness/until.js';

type Variables = Readonly<Record<string, string>>;
/** What stands in for the servers is slow, ms. */
const limit = 600_000;

await describeEngine('copy-log on the production set', startProductionServers, ({ environment }) => {
  let folder: string;
  let running: RunningStandalone;
  let mails: MailServer;
  let variables: Variables;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'rollcall-copy-log-'));
    mails = await startMailServer();
    running = await runStandalone({ seats: 20 });
    await play();
    await running.standalone.stop();
  }, limit);
  afterAll(async () => {
    await running.end();
    await mails[Symbol.asyncDispose]();
    await rm(folder, { recursive: true });
  }, limit);

  const at = (name: string): string => join(folder, name);
  const people = (): string => `/sites/${running.siteId}/people`;
  const create = async (door: PublicDoor, login: string): Promise<string> => {
    const body = { firstName: login, lastName: 'Test', login, email: `${login}@people.example`, projectIds: [] };
    return (await door.must('POST', people(), { body })).id;
  };

  /** Ana has entered, Bea is disabled, Cid is invited. */
  async function play(): Promise<void> {
    const [, bea] = [
      await create(running.asAdmin, 'ana'),
      await create(running.asAdmin, 'bea'),
      await create(running.asAdmin, 'cid'),
    ];
    await running.quiet();
    const [mail] = await mailsTo(running.door, 'ana@people.example');
    const password = 'quiet rivers carry nine paper boats';
    await running.door.must('POST', '/invitations/accept', { body: { ...linkIn(mail!), password } });
    await running.asAdmin.must('POST', `${people()}/${bea}/disable`);
    await running.quiet();
  }

  const withoutExample = (set: Variables) => ({ ...set, ROLLCALL_EXAMPLE: 'none', ROLLCALL_LOG_LEVEL: 'error' });

  test('other secrets than those of the installation are refused', async () => {
    const key = Buffer.alloc(32, 7).toString('base64url');
    const others = { ROLLCALL_MASTER_KEY: key, ROLLCALL_INDEX_KEY: key, ROLLCALL_LINK_KEY: key };
    const copied = await runRollcall(['copy-log', '--to', 'production', '--data-dir', running.dataDir], {
      ...environment,
      ...others,
    });
    expect(copied).toMatchObject({ code: 1, err: expect.stringContaining('ROLLCALL_MASTER_KEY is not the one in') });
  }, 60_000);

  test(
    'KRN-08 KRN-09 killed in the middle and begun again, the copy is the same installation, and mails nobody again',
    async () => {
      const { out } = await runRollcall(['init-secrets', '--dir', at('secrets'), '--from', running.dataDir]);
      const secrets = Object.fromEntries(
        out.split('\n').flatMap((line) => (line.startsWith('ROLLCALL_') ? [line.split('=') as [string, string]] : [])),
      );
      variables = {
        ...environment,
        ...secrets,
        ROLLCALL_LOG_LEVEL: 'error',
        ROLLCALL_SMTP_URL: mails.url,
        ROLLCALL_DATA_DIR: at('production'),
      };
      const expected = await dumpOf({ ROLLCALL_DATA_DIR: running.dataDir });
      const args = ['copy-log', '--to', 'production', '--data-dir', running.dataDir];
      const begun = startRollcall(args, variables);
      await until('some of it is there', async () => begun.written().includes('directory: '), limit);
      expect((await begun.kill()).code).toBeNull();
      const { code, out: told, err } = await runRollcall(args, variables);
      expect({ code, err }).toEqual({ code: 0, err: '' });
      expect(told).toMatch(/directory: \d+ events of \d+ streams are there and compared, 0 of them new/);

      await startOnce(withoutExample(variables));
      expect(await dumpOf({ ...variables, ROLLCALL_DATA_DIR: at('production') })).toEqual(expected);
      for (const login of ['ana', 'bea', 'cid']) expect(mails.mailsTo(`${login}@people.example`)).toEqual([]);
    },
    limit,
  );

  test('what was started already is not copied into', async () => {
    const args = ['copy-log', '--to', 'production', '--data-dir', running.dataDir];
    expect(await runRollcall(args, variables)).toMatchObject({
      code: 1,
      err: expect.stringContaining('was started on the target already'),
    });
  }, 120_000);

  test(
    'life goes on there, and comes back to the embedded engines as it is then',
    async () => {
      await startOnce(withoutExample(variables), async ({ url, quiet }) => {
        const door = await PublicDoor.signedIn(url, admin.email, admin.password, limit);
        const dan = await create(door, 'dan');
        await until(
          'Dan is active',
          async () => (await door.get(`${people()}/${dan}`)).body.status === 'active',
          limit,
        );
        await quiet();
      });
      expect(mails.mailsTo('dan@people.example')).toHaveLength(1);
      const expected = await dumpOf({ ...variables, ROLLCALL_DATA_DIR: at('production') });
      const { code, err } = await runRollcall(['copy-log', '--to', 'embedded', '--data-dir', at('back')], variables);
      expect({ code, err }).toEqual({ code: 0, err: '' });
      const embedded = { ...variables, ROLLCALL_ENGINES: 'embedded', ROLLCALL_DATA_DIR: at('back') };
      await startOnce(withoutExample(embedded));
      expect(await dumpOf({ ...embedded, ROLLCALL_DATA_DIR: at('back') })).toEqual(expected);
      expect(mails.mailsTo('dan@people.example')).toHaveLength(1);
    },
    limit,
  );
});

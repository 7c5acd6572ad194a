import { expect, test } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { mkdtempDisposable } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeEngine } from '../../../../tools/engines/engine.js';
import { startMailServer } from '../harness/mail-server.js';
import { linkIn } from '../harness/mailbox-of.js';
import { startProductionServers } from '../../../../tools/engines/production-servers.js';
import { runRollcall } from '../harness/rollcall-process.js';

const key = (): string => randomBytes(32).toString('base64url');
const email = 'grace@harbor.example';
const terms = ['bootstrap', '--team', 'Blue Harbor', '--site', 'montreal', '--admin-email', email];

await describeEngine('bootstrap on the production set', startProductionServers, ({ environment }) => {
  test('the Admin is mailed a link to the address that people know, once; without a way to them nothing is begun', async () => {
    await using folder = await mkdtempDisposable(join(tmpdir(), 'rollcall-bootstrap-'));
    await using mails = await startMailServer();
    const secrets = { ROLLCALL_MASTER_KEY: key(), ROLLCALL_INDEX_KEY: key(), ROLLCALL_LINK_KEY: key() };
    const set = { ...environment, ...secrets, ROLLCALL_DATA_DIR: folder.path };
    for (const [missing, given] of [
      ['ROLLCALL_SMTP_URL', {}],
      ['ROLLCALL_PUBLIC_URL', { ROLLCALL_SMTP_URL: mails.url }],
    ] as const) {
      const refused = await runRollcall(terms, { ...set, ...given });
      expect(refused).toMatchObject({ code: 1, err: expect.stringContaining(`${missing} is missing`) });
    }
    const whole = { ...set, ROLLCALL_SMTP_URL: mails.url, ROLLCALL_PUBLIC_URL: 'https://people.harbor.example' };
    expect(await runRollcall(terms, whole)).toMatchObject({
      code: 0,
      out: `An invitation was mailed to ${email}.\n`,
    });
    expect(await runRollcall(terms, whole)).toMatchObject({ code: 0, out: expect.stringContaining('set up already') });
    const [mail, ...more] = mails.mailsTo(email);
    expect(more).toEqual([]);
    expect(linkIn(mail!).token).toHaveLength(43);
    expect(mail!.text).toContain('https://people.harbor.example/');
  }, 600_000);
});

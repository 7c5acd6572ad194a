import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadConfiguration, loadSecrets } from '@rollcall/service-kit';
import { runRollcall } from '../../test/run-rollcall.js';

let folder: string;
let dir: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rollcall-secrets-'));
  dir = join(folder, 'secrets');
});
afterEach(() => rm(folder, { recursive: true }));

const run = (...args: string[]) => runRollcall('init-secrets', '--dir', dir, ...args);
const contents = async () =>
  Object.fromEntries(
    await Promise.all(
      (await readdir(dir)).map(async (name) => [name, await readFile(join(dir, name), 'utf8')] as const),
    ),
  );
/** What was printed, as an environment. */
const variablesIn = (out: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    out
      .split('\n')
      .filter((line) => !line.startsWith('#'))
      .map((line) => line.split('=') as [string, string]),
  );

test('the secrets stand in private files, nothing printed tells them, and what is printed configures a deployable', async () => {
  const { code, out } = await run();
  expect(code).toBe(0);
  const files = await contents();
  expect(Object.keys(files).toSorted()).toEqual(['index-key', 'link-key', 'master-key']);
  for (const [name, text] of Object.entries(files)) {
    expect((await stat(join(dir, name))).mode & 0o777).toBe(0o600);
    expect(out).not.toContain(text.trim());
  }
  const { master, index } = loadSecrets(loadConfiguration(variablesIn(out), {}));
  expect([master, index].map((bytes) => bytes.toString('base64url'))).toEqual([
    files['master-key']?.trim(),
    files['index-key']?.trim(),
  ]);
  expect(await readdir(folder)).toEqual(['secrets']);
});

test('a second run changes nothing and prints the same variables', async () => {
  const first = await run();
  const before = await contents();
  const second = await run();
  expect(second).toMatchObject({ code: 0, out: expect.stringContaining('nothing was changed') });
  expect(variablesIn(second.out)).toEqual(variablesIn(first.out));
  expect(await contents()).toEqual(before);
});

test.each(['index-key', 'notes.txt'])(
  'a folder that holds %s and not all secrets is refused and left',
  async (name) => {
    await mkdir(dir);
    await writeFile(join(dir, name), 'mine');
    expect(await run()).toMatchObject({ code: 1, out: '', err: [expect.stringContaining(`${dir} holds something`)] });
    expect(await contents()).toEqual({ [name]: 'mine' });
    expect(await readdir(folder)).toEqual(['secrets']);
  },
);

test('--from takes the secrets of an installation, and refuses to call another’s the same', async () => {
  const data = join(folder, 'data');
  const configuration = loadConfiguration({ ROLLCALL_DATA_DIR: data }, {});
  const { master } = loadSecrets(configuration);
  expect((await run('--from', data)).code).toBe(0);
  expect((await contents())['master-key']).toBe(`${master.toString('base64url')}\n`);
  expect((await run('--from', data)).code).toBe(0);
  loadSecrets(loadConfiguration({ ROLLCALL_DATA_DIR: join(folder, 'other') }, {}));
  expect(await run('--from', join(folder, 'other'))).toMatchObject({
    code: 1,
    err: [expect.stringContaining('another installation')],
  });
});

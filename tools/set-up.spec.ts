import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { refusalOf } from './node-version.mjs';

const root = join(import.meta.dirname, '..');
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rollcall-set-up-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** Starts a script through the set-up step, as `npm start` does. */
async function start(source: string, ...args: string[]) {
  const script = join(folder, 'script.mjs');
  await writeFile(script, source);
  return spawn(process.execPath, ['tools/set-up.mjs', relative(root, script), ...args], { cwd: root });
}

test('arguments, folder and exit code pass through, on the packaged Node', async () => {
  const child = await start(
    'console.log(process.argv[2], process.cwd(), process.versions.node); process.exit(7);',
    'asked',
  );
  const [[chunk], [code]] = (await Promise.all([once(child.stdout, 'data'), once(child, 'exit')])) as [
    [Buffer],
    [number],
  ];
  expect(chunk.toString().trim()).toMatch(new RegExp(`^asked ${root} 24\\.`));
  expect(code).toBe(7);
});

test('SIGTERM reaches the command, and its way of ending is the answer', async () => {
  const child = await start(
    "process.on('SIGTERM', () => process.exit(3)); console.log('up'); setInterval(() => {}, 1000);",
  );
  await once(child.stdout, 'data');
  child.kill('SIGTERM');
  expect(await once(child, 'exit')).toEqual([3, null]);
});

test.each(['18.20.8', '19.9.0', '0.12.18'])('Node %s is too old, and two lines say what to do', (version) => {
  expect(refusalOf(version)?.split('\n')).toEqual([
    `Rollcall needs Node 20 or later to set itself up; this is Node ${version}.`,
    expect.stringMatching(/^Fix: install .* then run the same command again\.$/),
  ]);
});

test.each(['20.0.0', '24.21.0', '100.0.0'])('Node %s is not', (version) => {
  expect(refusalOf(version)).toBeUndefined();
});

test('on a Node that is too old nothing is installed or run', () => {
  const old = "Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '18.20.8' } });";
  const args = ['--import', `data:text/javascript,${encodeURIComponent(old)}`, 'tools/set-up.mjs', 'tools/absent.mjs'];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' });
  expect({ status, stdout, stderr }).toEqual({ status: 1, stdout: '', stderr: `${refusalOf('18.20.8')}\n` });
});

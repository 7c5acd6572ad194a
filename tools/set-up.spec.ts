import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';

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

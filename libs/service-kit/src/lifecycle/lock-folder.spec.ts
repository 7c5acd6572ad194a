import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lockFolder } from './lock-folder.js';

const root = join(import.meta.dirname, '../../../..');
let folder: string;
let children: ChildProcess[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rollcall-lock-'));
  children = [];
});
afterEach(async () => {
  await Promise.all(children.map(kill));
  rmSync(folder, { recursive: true });
});
const pid = (): string => join(folder, 'running.pid');

/** Processes that are ready to take the folder, and do so at one word; each answers what came of it. */
async function racing(count: number): Promise<readonly string[]> {
  const script = 'libs/service-kit/test/take-folder.ts';
  const started = Array.from({ length: count }, () =>
    spawn(process.execPath, ['--import', './tools/run-sources.mjs', script, folder], {
      cwd: root,
      stdio: ['pipe', 'pipe', 'inherit'],
    }),
  );
  children.push(...started);
  const said = async ({ stdout }: (typeof started)[number]) => String((await once(stdout, 'data'))[0]).trim();
  expect(new Set(await Promise.all(started.map(said)))).toEqual(new Set(['ready']));
  const answers = started.map(said);
  for (const child of started) child.stdin.write('go\n');
  return Promise.all(answers);
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGKILL');
  await once(child, 'exit');
}

test.each([
  ['an empty folder', undefined],
  ['what a crash left', '4194304999'],
])(
  'of three processes that take %s at once one gets it, and the others name it',
  async (_what, left) => {
    if (left !== undefined) writeFileSync(pid(), left);
    for (let round = 0; round < 2; round += 1) {
      const answers = await racing(3);
      expect(answers.filter((answer) => answer === 'taken')).toHaveLength(1);
      expect(answers.filter((answer) => answer.includes('is in use by '))).toHaveLength(2);
      const holder = children.at(answers.indexOf('taken') - 3)!;
      expect(readFileSync(pid(), 'utf8')).toBe(String(holder.pid));
      expect(() => lockFolder(folder)).toThrow(`is in use by process ${holder.pid}: `);
      await kill(holder);
    }
  },
  120_000,
);

test.each([String(process.ppid), 'torn', ''])(
  'a number that somebody else has by now (%j) keeps nobody out, and goes at the end',
  (left) => {
    writeFileSync(pid(), left);
    const unlock = lockFolder(folder);
    expect(readFileSync(pid(), 'utf8')).toBe(String(process.pid));
    unlock();
    expect(existsSync(pid())).toBe(false);
  },
);

test('a folder is taken once in one process too, until it is given back', () => {
  const unlock = lockFolder(folder);
  expect(() => lockFolder(folder)).toThrow(`is in use by process ${process.pid}: `);
  unlock();
  unlock();
  lockFolder(folder)();
});

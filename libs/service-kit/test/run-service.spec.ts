import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const children: ChildProcessWithoutNullStreams[] = [];
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rollcall-run-service-'));
});
afterAll(() => {
  for (const child of children) child.kill('SIGKILL');
  rmSync(folder, { recursive: true });
});

function start(): ChildProcessWithoutNullStreams {
  const script = ['--import', './tools/run-sources.mjs', 'libs/service-kit/test/run-hanging.ts'];
  const env = { ...process.env, ROLLCALL_DATA_DIR: folder, ROLLCALL_PORT: '0' };
  const child = spawn(process.execPath, script, { cwd: join(import.meta.dirname, '../../..'), env });
  children.push(child);
  return child;
}

/** Resolves when the child has written this. @throws Error when it ended instead. */
function said(child: ChildProcessWithoutNullStreams, text: string): Promise<void> {
  let output = '';
  return new Promise((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) => {
      output += String(chunk);
      if (output.includes(text)) resolve();
    });
    child.once('exit', () => reject(new Error(`It ended without saying "${text}": ${output}`)));
  });
}

test('a process of one service has its folder to itself, and ends within 20 s though a listener never returns', async () => {
  const child = start();
  await said(child, 'hanging');

  const second = start();
  const [[complaint], ended] = await Promise.all([once(second.stderr, 'data'), once(second, 'exit')]);
  expect(String(complaint)).toContain(`is in use by process ${child.pid}: `);
  expect(ended).toEqual([1, null]);

  const asked = Date.now();
  child.kill('SIGTERM');
  expect(await once(child, 'exit')).toEqual([1, null]);
  expect(Date.now() - asked).toBeLessThan(25_000);
}, 120_000);

import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lockFolder } from './lock-folder.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rollcall-lock-'));
});
afterEach(() => rmSync(folder, { recursive: true }));
const pid = (): string => join(folder, 'running.pid');

test('a folder in use names the process that uses it', () => {
  writeFileSync(pid(), String(process.ppid));
  expect(() => lockFolder(folder)).toThrow(`in use by process ${process.ppid}`);
});

test.each(['4194304999', 'torn', ''])('what a crash left (%j) is taken over, and removed at the end', (left) => {
  writeFileSync(pid(), left);
  const unlock = lockFolder(folder);
  expect(existsSync(pid())).toBe(true);
  unlock();
  expect(existsSync(pid())).toBe(false);
});

import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { Position } from '@rollcall/event-sourcing';
import { CheckpointConflict } from '@rollcall/event-sourcing';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSqliteCheckpoints } from './sqlite-checkpoints.js';

const [one, two] = ['00000000000000000001', '00000000000000000002'] as Position[] as [Position, Position];
let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rollcall-checkpoints-'));
  file = join(folder, 'checkpoints.sqlite');
});
afterEach(() => rmSync(folder, { recursive: true }));

test('KRN-09 a checkpoint starts at the start and is kept', async () => {
  const checkpoints = createSqliteCheckpoints({ file });
  expect(await checkpoints.load('relay')).toBe('start');
  await checkpoints.save('relay', 'start', one);
  await checkpoints.save('relay', one, two);
  await checkpoints.save('another', 'start', one);
  await checkpoints.close();

  const again = createSqliteCheckpoints({ file });
  expect([await again.load('relay'), await again.load('another')]).toEqual([two, one]);
  await again.close();
});

test('KRN-09 a runner that was overtaken moves nothing', async () => {
  const checkpoints = createSqliteCheckpoints({ file });
  const overtaking = createSqliteCheckpoints({ file });
  await overtaking.save('relay', 'start', two);
  await expect(checkpoints.save('relay', 'start', one)).rejects.toBeInstanceOf(CheckpointConflict);
  await expect(checkpoints.save('relay', one, two)).rejects.toBeInstanceOf(CheckpointConflict);
  expect(await checkpoints.load('relay')).toBe(two);
  await overtaking.close();
  await checkpoints.close();
});

import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Offsets } from './offsets.js';
import type { Member } from './offsets.js';
import { partitionOf, partitionsPerTopic } from './partition-of.js';

const member = (id: string): Member => ({ group: 'readers', id, topics: ['topic'] });
const [a, b] = [member('a'), member('b')];
const at = (seconds: number): Date => new Date(seconds * 1_000);
let folder: string;
let offsets: Offsets;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rollcall-offsets-'));
  offsets = new Offsets(join(folder, 'offsets.sqlite'), 10_000);
});
afterEach(() => {
  offsets.close();
  rmSync(folder, { recursive: true });
});

test('G3 a member that lost its claim to another cannot move the offset any more', () => {
  const [first] = offsets.balance(a, at(0)).held;
  expect(offsets.commit(a, [{ ...first!, position: 5 }])).toEqual([]);

  const taken = offsets.balance(b, at(11)).held.find(({ partition }) => partition === first!.partition)!;
  expect(taken).toEqual({ ...first, position: 5, epoch: first!.epoch + 1 });
  const late = { ...first!, position: 9 };
  expect(offsets.commit(a, [late])).toEqual([late]);
  expect(offsets.positions('readers').get('topic/0')).toBe(5);

  // Not even when it gets the partition back later: what it remembers belongs to an earlier claim.
  offsets.leave(b);
  offsets.balance(a, at(12));
  expect(offsets.commit(a, [late])).toEqual([late]);
});

test('G3 members share the partitions; a newcomer waits until they are released', () => {
  expect(offsets.balance(a, at(0)).held).toHaveLength(partitionsPerTopic);
  expect(offsets.balance(b, at(0))).toMatchObject({ held: [], wanting: true });

  const { held, surplus } = offsets.balance(a, at(1));
  expect([held.length, surplus.length]).toEqual([6, 6]);
  offsets.release(a, surplus);
  expect(offsets.balance(b, at(1))).toMatchObject({ held: { length: 6 }, wanting: false });
});

test('G3 an offset never moves back', () => {
  const [claim] = offsets.balance(a, at(0)).held;
  offsets.commit(a, [{ ...claim!, position: 7 }]);
  offsets.commit(a, [{ ...claim!, position: 3 }]);
  expect(offsets.positions('readers').get('topic/0')).toBe(7);
});

test('KRN-09 a key has its partition for good', () => {
  const keys = ['', 'a', '0190a6d2-0000-7000-8000-000000000001', 'Zoë', '👩🏽‍🎨'];
  expect(keys.map(partitionOf)).toEqual([1, 4, 6, 7, 7]);
});

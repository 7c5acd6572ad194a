import { expect, test } from '@jest/globals';
import { Batch } from './batch.js';

const place = (position: number) => ({ topic: 'topic', partition: position % 2, position });
const carrying = (position: number, kind: string, version: string) => ({
  ...place(position),
  received: { topic: 'topic', key: 'key', headers: { ce_facetkind: kind, ce_facetversion: version }, value: '' },
});

test('KRN-08 of one facet a batch holds the newest version only, whatever order they come in', () => {
  const batch = new Batch(true);
  batch.add([carrying(1, 'person', '9'), carrying(2, 'person', '10'), carrying(3, 'seat', '1')]);
  batch.add([carrying(4, 'person', '9')]);
  expect(batch.concerning.map(({ position }) => position)).toEqual([2, 3]);
});

test('KRN-08 messages that do not say what they carry are all handed over, in the order of the log', () => {
  const batch = new Batch(true);
  const silent = { topic: 'topic', key: 'key', headers: {}, value: '' };
  batch.add([{ ...place(1), received: silent }, carrying(2, 'person', '1'), { ...place(3), received: silent }]);
  expect(batch.concerning.map(({ position }) => position)).toEqual([1, 2, 3]);
});

test('KRN-11 who did not say what it cares for is handed every message', () => {
  const batch = new Batch(false);
  batch.add([carrying(1, 'person', '9'), carrying(2, 'person', '10')]);
  expect(batch.concerning.map(({ position }) => position)).toEqual([1, 2]);
});

test('KRN-08 offsets move past what a batch does not hand over', () => {
  const batch = new Batch(true);
  batch.add([carrying(1, 'person', '1'), carrying(2, 'person', '2'), { ...place(4), received: undefined }]);
  expect([...batch.lasts]).toEqual([place(1), place(4)]);
  expect(batch.size).toBe(3);
});

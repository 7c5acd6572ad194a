import { expect, test } from '@jest/globals';
import type { Message } from 'kafkajs';
import type { ParkedEntry } from './parked-record.js';
import { entryId, readRecord, redriveId, writeEntry, writeRedrive, writeRemoval } from './parked-record.js';
import { ParkedTable } from './parked-table.js';
import { storedMessage } from './stored-message.js';

const parkedAt = new Date('2026-02-03T04:05:06.007Z');
const entry = (offset: number, key = 'Zoë', more: Partial<ParkedEntry> = {}): ParkedEntry => ({
  ...{ group: 'readers', place: 'cause', reason: 'is bad', parkedAt },
  message: {
    ...{ topic: 't', partition: 3, offset, raw: Buffer.from([0xff, 0x00, 0x7b]) },
    received: { key, headers: { ce_type: 'x' }, value: Buffer.from([0xff, 0x00, 0x7b]).toString() },
  },
  ...more,
});

/** A record as it comes back from the brokers. */
function back({ key, value, headers }: Message & { key: string }) {
  const texts = Object.entries(headers ?? {}).map(([name, text]) => [name, Buffer.from(String(text))]);
  const record = { key: Buffer.from(key), value: value as Buffer | null, headers: Object.fromEntries(texts) };
  const stored = { ...record, offset: '0', timestamp: '0', attributes: 0 };
  return readRecord(storedMessage({ topic: 'parked', partition: 0 }, stored))!;
}

test('KRN-11 a parked message comes back from the topic as it was, byte for byte', () => {
  const table = new ParkedTable();
  table.apply(back(writeEntry(entry(7))));
  expect(table.list('readers')).toEqual([[entryId('readers', entry(7).message), entry(7)]]);
  expect(table.list('others')).toEqual([]);
});

test('KRN-11 a key waits as long as one of its messages is parked, in the order of its partition', () => {
  const table = new ParkedTable();
  const request = { group: 'readers', topic: 't', partition: 3, key: 'Zoë' };
  for (const offset of [9, 7, 8]) table.apply(back(writeEntry(entry(offset))));
  table.apply(back(writeEntry(entry(10, 'other'))));
  expect(table.entries(request).map(({ message }) => message.offset)).toEqual([7, 8, 9]);
  for (const offset of [7, 8, 9]) table.apply(back(writeRemoval(entryId('readers', entry(offset).message))));
  expect(table.count('readers', { topic: 't', partition: 3 }, 'Zoë')).toBe(0);
  expect(table.count('readers', { topic: 't', partition: 3 }, 'other')).toBe(1);
});

test('KRN-11 a redrive is due until it is taken back', () => {
  const table = new ParkedTable();
  const request = { group: 'readers', topic: 't', partition: 3, key: 'Zoë' };
  table.apply(back(writeRedrive(request)));
  expect(table.redrives('readers')).toEqual([request]);
  expect(table.redrives('others')).toEqual([]);
  table.apply(back(writeRemoval(redriveId(request))));
  expect(table.redrives('readers')).toEqual([]);
});

import { expect, test } from '@jest/globals';
import type { Position } from './message.js';
import { Watermark } from './watermark.js';

const at = (second: number): Date => new Date(Date.UTC(2026, 0, 5, 9, 0, second));
const place = (number: number): Position => String(number).padStart(4, '0') as Position;

test('STO-8 a moment counts once everything the log held then has been worked off', () => {
  const watermark = new Watermark(at(0));
  watermark.set(at(1), place(7), false);
  watermark.reach(place(6));
  expect([watermark.isAhead, watermark.isKnown, watermark.passed]).toEqual([true, false, at(0)]);
  watermark.reach(place(7));
  expect([watermark.isAhead, watermark.isKnown, watermark.passed]).toEqual([false, true, at(1)]);
  watermark.set(at(5), place(9), false);
  expect([watermark.isAhead, watermark.passed]).toEqual([true, at(1)]);
});

test('STO-8 whoever had nothing left to do knows the moment at which something came', () => {
  const watermark = new Watermark(at(0));
  watermark.set(at(3), place(7), true);
  expect([watermark.isAhead, watermark.isKnown, watermark.passed]).toEqual([true, true, at(3)]);
});

test('STO-8 a place before the first event reaches nothing', () => {
  const watermark = new Watermark(at(0));
  watermark.set(at(1), place(7), false);
  watermark.reach('start');
  expect(watermark.isAhead).toBe(true);
});

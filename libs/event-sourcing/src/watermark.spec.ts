import { expect, test } from '@jest/globals';
import type { Position } from './message.js';
import { Watermark } from './watermark.js';

const at = (second: number): Date => new Date(Date.UTC(2026, 0, 5, 9, 0, second));
const place = (number: number): Position => String(number).padStart(4, '0') as Position;

test('STO-8 a moment counts once everything the log held then has been worked off', () => {
  const watermark = new Watermark(at(0));
  watermark.mark(at(1), place(7));
  watermark.reach(place(6));
  expect([watermark.isAhead, watermark.isKnown, watermark.passed]).toEqual([true, false, at(0)]);
  watermark.reach(place(7));
  expect([watermark.isAhead, watermark.isKnown, watermark.passed]).toEqual([false, true, at(1)]);
  watermark.mark(at(5), place(9));
  watermark.mark(at(6), place(10));
  watermark.reach(place(9));
  expect([watermark.isAhead, watermark.passed]).toEqual([false, at(5)]);
});

test('STO-8 an end that was reached before it is marked counts at once', () => {
  const watermark = new Watermark(at(0));
  watermark.reach(place(7));
  watermark.mark(at(3), place(7));
  expect([watermark.isAhead, watermark.isKnown, watermark.passed]).toEqual([false, true, at(3)]);
});

test('STO-8 a place before the first event reaches nothing', () => {
  const watermark = new Watermark(at(0));
  watermark.mark(at(1), place(7));
  watermark.reach('start');
  expect(watermark.isAhead).toBe(true);
});

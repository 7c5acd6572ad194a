import { expect, test } from '@jest/globals';
import { relativeTime } from './time-text.js';

const now = new Date('2026-03-10T12:00:00Z');

test('times are told as people tell them', () => {
  expect(relativeTime(new Date('2026-03-10T11:59:30Z'), now, 'en')).toBe('now');
  expect(relativeTime(new Date('2026-03-10T09:30:00Z'), now, 'en')).toBe('2 hours ago');
  expect(relativeTime(new Date('2026-03-09T12:00:00Z'), now, 'en')).toBe('yesterday');
  expect(relativeTime(new Date('2026-03-17T12:00:00Z'), now, 'en')).toBe('in 7 days');
  expect(relativeTime(new Date('2026-03-17T12:00:00Z'), now, 'de')).toBe('in 7 Tagen');
});

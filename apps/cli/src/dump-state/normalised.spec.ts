import { expect, test } from '@jest/globals';
import { normalised } from './normalised.js';

const known = '0190f3a1-7c3b-7d2e-9f00-1234567890ab';
const stranger = '0190f3a1-7c3b-7d2e-9f00-ba0987654321';
const names = new Map([[known, 'site montreal person zoe']]);
const plain = (value: unknown): unknown => normalised(value, names);

test('known ids become names wherever they stand, others <id>', () => {
  expect(plain({ owner: known, stream: `identity.link-${known}`, [known]: 1, other: stranger })).toEqual({
    owner: 'site montreal person zoe',
    stream: 'identity.link-site montreal person zoe',
    'site montreal person zoe': 1,
    other: '<id>',
  });
});

test('moments, places, digests and hashed passwords go', () => {
  const digest = 'a'.repeat(42) + '_';
  const values = [
    new Date(),
    '2026-01-31T10:00:00.000Z',
    '00000000000000000017',
    `${'0'.repeat(20)}/${'1'.repeat(20)}`,
    digest,
    '$argon2id$v=19$m=1$x$y',
  ];
  expect(values.map(plain)).toEqual(['<time>', '<time>', '<position>', '<position>', '<hash>', '<hash>']);
  expect(plain(`claim-${known}:${digest}`)).toBe('claim-site montreal person zoe:<hash>');
});

test('versions of streams go, other numbers stay', () => {
  const told = { version: '3', personVersion: 3n, claimVersion: 3, conversion: '3' };
  expect(plain(told)).toEqual({ version: '<version>', personVersion: '<version>', claimVersion: 3, conversion: '3' });
});

test('what people are called stays, whatever its length', () => {
  const texts = [
    'zoe',
    'Nguyễn Thị',
    'zoe@example.com',
    'Wolfeschlegelsteinhausenbergerdorff'.padEnd(60, 'x'),
    '2026-01',
  ];
  expect(texts.map(plain)).toEqual(texts);
});

test('fields and lists are sorted: two orders of the same give the same bytes', () => {
  const one = { b: [{ x: 2 }, { x: 1 }], a: 3n };
  const other = { a: 3n, b: [{ x: 1 }, { x: 2 }] };
  expect(JSON.stringify(plain(one))).toBe(JSON.stringify(plain(other)));
  expect(plain(one)).toEqual({ a: '3', b: [{ x: 1 }, { x: 2 }] });
});

test('another state gives other bytes', () => {
  expect(plain({ status: 'active', owner: known })).not.toEqual(plain({ status: 'disabled', owner: known }));
  expect(plain({ uses: [known] })).not.toEqual(plain({ uses: [known, known] }));
});

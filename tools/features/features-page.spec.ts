import { readFile } from 'node:fs/promises';
import { expect, test } from '@jest/globals';
import { doorOf, idsIn, readCoverage } from './coverage.js';
import { featuresPage } from './features-page.js';
import { testTitles } from './test-titles.js';

test('docs/reference/features.md is current (else run `npm run coverage:features`)', async () => {
  const page = await readFile(new URL('../../docs/reference/features.md', import.meta.url), 'utf8');
  const now = featuresPage(await readCoverage());
  const lines = new Set(page.split('\n'));
  expect(now.split('\n').filter((line) => !lines.has(line))).toEqual([]);
  expect(page).toHaveLength(now.length);
});

test('a title carries ids, lists and ranges of them, and nothing that only looks like one', () => {
  expect(idsIn('KRN-04 KRN-05 redelivery returns the first effect')).toEqual(['KRN-04', 'KRN-05']);
  expect(idsIn('STO-1…4 G9 K17 from a click to a seat')).toEqual(['STO-1', 'STO-2', 'STO-3', 'STO-4', 'G9', 'K17']);
  expect(idsIn('sha-256 of IDN-x, G-code and BK9')).toEqual([]);
});

test('titles are found in tests, tables and groups; skipped ones are told apart', () => {
  const found = testTitles(`
    describe('KRN-03 append', () => {
      test(\`at \${version}\`, () => {});
      test.skip('later', () => {});
      describe.each([1, 2])('of %d', () => { it.each\`a\`('twice', () => {}); });
    });
    other('test', () => {});`);
  expect(found).toEqual([
    { title: 'KRN-03 append at …', skipped: false },
    { title: 'KRN-03 append later', skipped: true },
    { title: 'KRN-03 append of %d twice', skipped: false },
  ]);
});

test('a file tells the door its tests go through', () => {
  expect(doorOf('apps/identity/src/account/account.decider.spec.ts')).toBe('decider');
  expect(doorOf('apps/standalone/test/people.browser.spec.ts')).toBe('browser');
  expect(doorOf('apps/standalone/test/story.spec.ts')).toBe('HTTP');
  expect(doorOf('libs/event-store-sqlite/test/crash-append.spec.ts')).toBe('faults');
  expect(doorOf('libs/sqlite/src/open-database.spec.ts')).toBe('unit');
});

import { describe, expect, test } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { checkTargets } from './check-targets.js';
import type { Expected } from './expected.js';
import { renderStudio } from './render-studio.js';

const folder = new URL('../../examples/studio/', import.meta.url);
const files = await renderStudio();
const expected = JSON.parse(files.get('expected.json') ?? '') as Expected;

describe('the checked-in example studio', () => {
  test.each([...files])('DIR-10 %s is what the generator writes', (name, text) => {
    expect(readFileSync(new URL(name, folder), 'utf8')).toBe(text);
  });

  test('has no file that nobody writes', () => {
    expect(readdirSync(folder).sort()).toEqual([...files.keys(), 'README.md'].sort());
  });

  test('is the same at every run', async () => {
    expect([...(await renderStudio())]).toEqual([...files]);
  });

  test('mails nobody: every address is under a domain kept for examples', () => {
    const addresses = [...files.values()].flatMap((text) => text.match(/[\w.+-]+@[\w.-]+/g) ?? []);
    expect(addresses.length).toBeGreaterThan(240);
    expect(addresses.filter((address) => !/@[\w.-]+\.example\.(com|org|net)$/i.test(address))).toEqual([]);
  });
});

describe('the settled shape', () => {
  type Change = (copy: Expected) => unknown;
  const changes: readonly (readonly [string, Change])[] = [
    ['LIC-03 a seat more', (copy) => (copy.afterPortal.seats.used += 1)],
    ['LIC-09 an unused licence less', (copy) => (copy.afterPortal.unusedLicences -= 1)],
    ['DGN-12 a row of drift less', (copy) => (copy.drift = copy.drift.slice(1))],
    ['DGN-11 drift that resolving leaves', (copy) => (copy.afterResolve.driftLeft = copy.drift)],
    ['LIC-03 a peak above the import', (copy) => (copy.portal.seatsUsedAfter[9] = 191)],
    ['DIR-10 a finding less', (copy) => copy.brokenPeople.findings.pop()],
    ['DIR-03 a person less', (copy) => (copy.afterImport.montreal.active -= 1)],
  ];

  test('holds for what is written', () => expect(() => checkTargets(expected)).not.toThrow());

  test.each(changes)('%s is refused', (_name, change) => {
    const copy = structuredClone(expected);
    change(copy);
    expect(() => checkTargets(copy)).toThrow();
  });
});

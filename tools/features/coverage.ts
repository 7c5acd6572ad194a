import { glob, readFile } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { root } from '../run-tool.js';
import { type Feature, readFeatures } from './feature-ids.js';
import { testTitles } from './test-titles.js';

/** One test that carries an id, and the door it goes through. */
export interface Proof {
  readonly door: string;
  readonly file: string;
  readonly title: string;
}

/** A feature with the tests that prove it; none when nothing does yet. */
export interface Covered extends Feature {
  readonly proofs: readonly Proof[];
}

const id = /\b(?:(IDN|DIR|AUT|LIC|DGN|CARD|SCOPE|STO|KRN|BEY)-(\d{1,3})|([KG])(\d{1,2}))(?:…(\d{1,3}))?(?![\w-])/g;

/** The door a test goes through, told by its file's name and place. */
const doors: readonly (readonly [RegExp, string])[] = [
  [/\.browser\.spec\.ts$|\/browser\//, 'browser'],
  [/\/faults\/|\/crash-[a-z-]+\.spec\.ts$/, 'faults'],
  [/\.property\.spec\.ts$/, 'property'],
  [/\.(e2e|api)\.spec\.ts$|^apps\/[^/]+\/test\//, 'HTTP'],
  [/\.(decider|claim)\.spec\.ts$/, 'decider'],
  [/\.projection\.spec\.ts$/, 'projection'],
  [/\.suite\.ts$|^libs\/testing\/|contract/, 'contract suite'],
  [/\/integration\//, 'listener'],
  [/^libs\/[^/]+\/test\//, 'package'],
];

/** Every feature with its tests, in the order of the list. Throws when a test names an id that does not exist. */
export async function readCoverage(): Promise<readonly Covered[]> {
  const features = await readFeatures();
  const proofs = new Map<string, Proof[]>(features.map((feature) => [feature.id, []]));
  for (const file of await testFiles()) {
    const titles = testTitles(await readFile(join(root, file), 'utf8'));
    for (const { title } of titles.filter(({ skipped }) => !skipped))
      for (const name of idsIn(title)) {
        const known = proofs.get(name);
        if (!known)
          throw new Error(`${file}: '${title}' names ${name}, which docs/reference/feature-ids.yaml does not know`);
        known.push({ door: doorOf(file), file, title });
      }
  }
  return features.map((feature) => ({ ...feature, proofs: proofs.get(feature.id) ?? [] }));
}

/** Ids a test's title carries: `STO-1 STO-2 …`, ranges as `STO-1…4`. */
export function idsIn(title: string): readonly string[] {
  const found = new Set<string>();
  for (const [, word, number, letter, digits, to] of title.matchAll(id)) {
    const first = number ?? digits ?? '';
    for (let n = Number(first); n <= Number(to ?? first); n++)
      found.add(word ? `${word}-${String(n).padStart(first.length, '0')}` : `${letter}${n}`);
  }
  return [...found];
}

/** The door of a test file: `decider`, `HTTP`, `browser` …; `unit` when nothing in its path says more. */
export function doorOf(file: string): string {
  return doors.find(([pattern]) => pattern.test(file))?.[1] ?? 'unit';
}

async function testFiles(): Promise<readonly string[]> {
  const found: string[] = [];
  const patterns = ['{libs,apps}/*/{src,test}/**/*.spec.ts', 'apps/*/test/**/*.suite.ts', 'libs/testing/src/**/*.ts'];
  for await (const file of glob(patterns, { cwd: root })) found.push(file.split(sep).join('/'));
  return [...new Set(found)].sort();
}

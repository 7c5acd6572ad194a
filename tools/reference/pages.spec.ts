import { expect, test } from '@jest/globals';
import { glob, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../run-tool.js';
import { referencePages } from './pages.js';

test('the pages made from code are current: npm run reference', async () => {
  for (const [name, text] of await referencePages()) {
    expect(await readFile(join(root, name), 'utf8')).toBe(text);
  }
});

/** Variables that code reads; those a test sets for a child of its own are nobody else's. */
async function variablesRead(): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  for await (const file of glob('{apps,libs,tools,bench}/**/*.{ts,mjs}', { cwd: root, exclude: notSources })) {
    const text = await readFile(join(root, file), 'utf8');
    for (const [, name] of text.matchAll(/process\.env(?:\.|\[')(ROLLCALL_\w+)/g)) found.add(name!);
    if (file.endsWith('.spec.ts')) continue;
    for (const [, name] of text.matchAll(/env: '(ROLLCALL_\w+)'/g)) found.add(name!);
  }
  return new Set([...found].filter((name) => !/^ROLLCALL_(TEST_|CANARY)/.test(name)));
}

const notSources = ['**/node_modules/**', '**/dist/**'];

test('every variable that is read stands on the configuration page', async () => {
  const page = (await referencePages()).get('docs/reference/configuration.md');
  const variables = await variablesRead();
  expect(variables.size).toBeGreaterThan(20);
  expect([...variables].filter((name) => !page?.includes(`\`${name}\``))).toEqual([]);
});

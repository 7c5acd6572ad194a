import { expect, test } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../run-tool.js';
import { referencePages } from './pages.js';

test('the pages made from code are current: npm run reference', async () => {
  for (const [name, text] of await referencePages()) {
    expect(await readFile(join(root, 'docs/reference', name), 'utf8')).toBe(text);
  }
});

import { expect, test } from '@jest/globals';
import { rejectionStatus } from '@rollcall/service-kit';
import { rejectionCodes } from '@rollcall/testing';
import { glob, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../run-tool.js';

/** Codes of the table that no `reject(…)` names, and the file that says them otherwise. */
const saidOtherwise: Readonly<Record<string, string>> = {
  // Refuses an attempt: an event of the link and of the use, told on the person's row.
  'attempt-ended': 'apps/identity/src/link/link.decisions.ts',
  // Why an action could not be decided.
  'property-required': 'libs/permission-engine/src/decide.ts',
  'unknown-field': 'libs/permission-engine/src/catalogue.ts',
  'unknown-type': 'libs/permission-engine/src/catalogue.ts',
  // What is found in an uploaded file.
  'too-many-rows': 'apps/directory/src/import/check-rows.ts',
};

async function rejected(): Promise<ReadonlySet<string>> {
  const exclude = ['**/node_modules/**', '**/dist/**', '**/*.spec.ts', 'libs/testing/**'];
  const files = await Array.fromAsync(glob('{apps,libs}/*/src/**/*.ts', { cwd: root, exclude }));
  expect(files.length).toBeGreaterThan(300);
  return new Set(rejectionCodes(...files.map((file) => join(root, file))));
}

test('KRN-02 every code that something is rejected with stands in the table, and every code of the table is said', async () => {
  const codes = [...(await rejected()), ...Object.keys(saidOtherwise)];
  expect([...new Set(codes)].sort()).toEqual(Object.keys(rejectionStatus).sort());
});

test('KRN-02 whatever is said otherwise is said', async () => {
  const known = await rejected();
  for (const [code, file] of Object.entries(saidOtherwise)) {
    expect(known).not.toContain(code);
    expect(await readFile(join(root, file), 'utf8')).toContain(`'${code}'`);
  }
});

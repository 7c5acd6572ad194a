import { expect, test } from '@jest/globals';
import { flatFindings } from './flat-findings.js';

test('DIR-10 findings name their row; those of the file as a whole stand at its header', () => {
  const notice = { column: 'Password', code: 'password-column', severity: 'notice', message: 'is not read' } as const;
  const error = { column: 'Email', code: 'required', severity: 'error', message: 'Must not be empty.' } as const;
  const rows = [
    { row: 2, state: 'good', findings: [] },
    { row: 9, state: 'bad', findings: [error] },
  ] as const;
  const found = flatFindings(
    [notice],
    rows.map((row) => ({ ...row, findings: [...row.findings] })),
  );
  expect(found.map(({ row, code }) => [row, code])).toEqual([
    [1, 'password-column'],
    [9, 'required'],
  ]);
});

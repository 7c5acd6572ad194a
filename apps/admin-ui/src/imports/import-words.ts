import type { Schemas } from '../api/schemas.js';
import { counted } from '../text/words.js';

type Import = Schemas['ImportDto'];

const states: Readonly<Record<Import['state'], string>> = {
  checked: 'Checked, not imported',
  running: 'Importing …',
  finished: 'Finished',
  cancelled: 'Cancelled',
};

/** A state in words. */
export const importStateText = (state: Import['state']): string => states[state];

/** What the check found, in a sentence. */
export function checkText({ rows, good, bad }: Import['counts'], findings: number): string {
  if (rows === 0) return 'The file holds no people. Nothing was changed.';
  if (bad === 0) return `All ${counted(rows, 'row is', 'rows are')} good. Nothing was changed yet.`;
  return `${counted(findings, 'finding', 'findings')}; ${good} of ${counted(rows, 'row is', 'rows are')} good. Nothing was changed.`;
}

/** The words on the button that starts it; `undefined` when there is nothing to import. */
export function startText({ good, bad }: Import['counts']): string | undefined {
  if (good === 0) return undefined;
  return bad === 0
    ? `Import ${counted(good, 'person', 'people')}`
    : `Import the ${counted(good, 'good row', 'good rows')}`;
}

/** How much is done, in per cent. */
export function importProgress({ good, applied, refused }: Import['counts']): number {
  return good === 0 ? 100 : Math.round(((applied + refused) / good) * 100);
}

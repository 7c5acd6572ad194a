import type { Schemas } from '../api/schemas.js';

/** What disagrees, in words, by kind (DGN-12). */
const kinds: Readonly<Record<Schemas['FindingDto']['kind'], string>> = {
  'account-closed': 'Active here, but the account is closed',
  'account-missing': 'Active here, but has no account',
  'twin-by-site-edit': 'Email edited here made a second account',
  'twin-by-late-enable': 'Enabled with an old email: a second account',
  'seat-missing': 'Active here, but holds no seat',
  'seat-held-while-disabled': 'Disabled here, but holds a seat',
};

/** A kind in words; one this release does not know is shown as it is. */
export const kindText = (kind: string): string => kinds[kind as keyof typeof kinds] ?? kind;

/** Who did it, in words. */
export function partyText({ kind, name }: Readonly<{ kind: string; name?: string }>): string {
  if (name !== undefined) return name;
  return kind === 'user' ? 'somebody' : 'the system';
}

/** `1 override`, `2 overrides`; nothing for none. */
export const overridesText = (count: number): string =>
  count === 0 ? '' : `${count} override${count === 1 ? '' : 's'}`;

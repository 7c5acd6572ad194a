import { canonical } from '@rollcall/event-sourcing';

/** Labels that other trackers use for a role, each with the roles of ours that it may mean, best first. */
const meanings: Readonly<Record<string, readonly string[]>> = {
  artist: ['User'],
  supervisor: ['User', 'Artist'],
  'production manager': ['Project Manager', 'Manager'],
  'studio manager': ['Administrator', 'Admin'],
  vendor: ['Restricted user'],
  client: ['Restricted user', 'Vendor'],
};

/** Finds the site's role that a cell names, by its own name first, then as another tracker's label; undefined if none. */
export function findRole(text: string, roles: ReadonlyMap<string, string>): string | undefined {
  const label = canonical(text);
  const candidates = [label, ...(Object.hasOwn(meanings, label) ? (meanings[label] ?? []) : [])];
  return candidates.map((candidate) => roles.get(canonical(candidate))).find((role) => role !== undefined);
}

/** Names by their canonical form, to look them up by. */
export const byCanonicalName = (names: Iterable<string>): ReadonlyMap<string, string> =>
  new Map([...names].map((name) => [canonical(name), name]));

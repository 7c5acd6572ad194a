// What this page has written, so that what it reads next is never older (DESIGN section 6). A token lists facets with
// their versions: `source/kind/key@version`, separated by commas; merging keeps the highest of each.

/** Facets remembered at most: older writes have long arrived. */
const remembered = 40;
let facets = new Map<string, bigint>();

/** Adds the `Consistency-Token` of a write. */
export function noteToken(token: string | null): void {
  facets = mergeInto(facets, token ?? '');
}

/** The header for the next read; nothing when this page has written nothing. */
export function ownWrites(): string | undefined {
  return facets.size === 0 ? undefined : [...facets].map(([facet, version]) => `${facet}@${version}`).join(',');
}

/** Merges a token into what is known: the highest version of each facet, newest last, the oldest forgotten. */
export function mergeInto(known: ReadonlyMap<string, bigint>, token: string): Map<string, bigint> {
  const merged = new Map(known);
  for (const part of token.split(',').filter((text) => text !== '')) {
    const at = part.lastIndexOf('@');
    const [facet, version] = [part.slice(0, at), BigInt(part.slice(at + 1))];
    const before = merged.get(facet) ?? -1n;
    merged.delete(facet);
    merged.set(facet, version > before ? version : before);
  }
  return new Map([...merged].slice(-remembered));
}

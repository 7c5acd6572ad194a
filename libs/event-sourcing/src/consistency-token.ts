import type { Outcome } from './command.js';
import type { Facet } from './facet.js';
import type { StreamName, StreamVersion } from './message.js';
import { categoryOf, streamVersion } from './message.js';
import type { Relay } from './relay.js';

/** One thing at the version a reader must have seen at least. */
export type FacetVersion = Pick<Facet, 'source' | 'kind' | 'key' | 'version'>;

/** What a write changed, as others will see it; a read that carries it waits until its model holds all of it (KRN-16). */
export type ConsistencyToken = readonly FacetVersion[];

/** The text is not a consistency token of this release. */
export class InvalidConsistencyToken extends Error {
  override readonly name = 'InvalidConsistencyToken';
}

/** The facet kind that a stream's events belong to, and the thing's key; `undefined` when the relay publishes none. */
export function facetOf(relay: Relay<never>, stream: StreamName): { kind: string; key: string } | undefined {
  const category = categoryOf(stream);
  const kind = Object.keys(relay.facets).find((name) => relay.facets[name]?.category === category);
  return kind === undefined ? undefined : { kind, key: keyOf(stream) };
}

/** The thing's key: what follows the category in its stream's name. */
export const keyOf = (stream: StreamName): string => stream.slice(categoryOf(stream).length + 1);

/**
 * Which facets an outcome will be published with, each at the version of the stream's last published event: known from
 * the append, before the relay has run. Empty for a rejection and for a command that changed nothing.
 */
export function publishedFacets(relay: Relay<never>, outcome: Outcome): ConsistencyToken {
  if (!outcome.ok) return [];
  return [...outcome.written].flatMap(([stream, { events }]) => {
    const facet = facetOf(relay, stream);
    const last = events.findLast(({ type }) => Object.hasOwn(relay.publish, type));
    return facet && last ? [{ source: relay.service, ...facet, version: last.version }] : [];
  });
}

/** All of several tokens, each thing once at its highest version. */
export function mergeTokens(...tokens: readonly ConsistencyToken[]): ConsistencyToken {
  const highest = new Map<string, FacetVersion>();
  for (const facet of tokens.flat()) {
    const name = nameOf(facet);
    const known = highest.get(name);
    if (!known || known.version < facet.version) highest.set(name, facet);
  }
  return [...highest.values()];
}

/** The token as text that fits an HTTP header: `directory/person/<key>@<version>`, separated by commas. */
export const encodeToken = (token: ConsistencyToken): string =>
  token.map((facet) => `${nameOf(facet)}@${facet.version}`).join(',');

/**
 * Reads what {@link encodeToken} wrote; the empty text is the empty token.
 * @throws InvalidConsistencyToken for anything else.
 */
export function decodeToken(text: string): ConsistencyToken {
  return text === '' ? [] : text.split(',').map(decodeFacetVersion);
}

function decodeFacetVersion(text: string): FacetVersion {
  const [, source, kind, key, version] = /^([^/@]+)\/([^/@]+)\/([^/@]+)@(\d{1,19})$/.exec(text) ?? [];
  if (!source || !kind || !key || !version) throw new InvalidConsistencyToken('This is not a consistency token.');
  try {
    return {
      source: decodeURIComponent(source),
      kind: decodeURIComponent(kind),
      key: decodeURIComponent(key),
      version: streamVersion(BigInt(version)) satisfies StreamVersion,
    };
  } catch (cause) {
    throw new InvalidConsistencyToken('This is not a consistency token.', { cause });
  }
}

const nameOf = ({ source, kind, key }: FacetVersion): string => [source, kind, key].map(encodeURIComponent).join('/');

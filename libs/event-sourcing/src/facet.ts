import type { StreamVersion } from './message.js';

/**
 * The public state of one thing (person, account, link, seat, role …), whole, at the version of its stream:
 * event-carried state transfer. A higher version replaces a lower one, a removed one (`state` undefined) leaves a
 * tombstone; so duplicates, reordering, delay and parking cannot change the result (KRN-08).
 */
export type Facet<State = unknown> = Readonly<{
  /** The service that owns the thing. */
  source: string;
  kind: string;
  key: string;
  version: StreamVersion;
  state: State | undefined;
}>;

/** The facets found for one row so far, by kind. */
export type FacetsByKind = ReadonlyMap<string, readonly Facet[]>;

/** A row is a pure function of the facets that belong to it, found by declared join keys, in any order of arrival. */
export interface Composition<Row extends object> {
  readonly name: string;
  readonly version: number;
  /** The facet kind whose key is the row's id and that makes a row exist. */
  readonly rowOf: string;
  /**
   * Facet kind → the keys this row is joined by, computed from the facets found so far; kinds are resolved in the order
   * they are declared, so a key may come from a facet joined before it (link → account).
   */
  readonly joins: Readonly<Record<string, (found: FacetsByKind, rowId: string) => readonly string[]>>;
  readonly compose: (facets: FacetsByKind, rowId: string) => Row | undefined;
}

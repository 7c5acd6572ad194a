import type { FacetKind, StateOf } from '@rollcall/contracts';
import type { FacetsByKind } from '@rollcall/event-sourcing';

/** The one facet of a kind that a row is composed of. */
export const foundOne = <F extends FacetKind>(found: FacetsByKind, { kind }: F): StateOf<F> | undefined =>
  found.get(kind)?.[0]?.state;

/** All facets of a kind that a row is composed of. */
export const foundAll = <F extends FacetKind>(found: FacetsByKind, { kind }: F): readonly StateOf<F>[] =>
  (found.get(kind) ?? []).map(({ state }) => state as StateOf<F>);

/** The version of the facet that makes a row exist. */
export const versionOf = (found: FacetsByKind, { kind }: FacetKind): string =>
  String(found.get(kind)?.[0]?.version ?? 0n);

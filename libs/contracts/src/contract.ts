import type { Envelope } from '@rollcall/event-sourcing';
import type { Static, TSchema } from '@sinclair/typebox';

/** The services that own facts. */
export type Service = 'directory' | 'identity' | 'authorization' | 'licensing';

/** The topic that holds a service's public history. */
export const topicOf = (service: Service): string => `rollcall.${service}.v1`;

/** A kind of thing whose public state a service publishes whole (DESIGN section 5). */
export interface FacetKind<S extends TSchema = TSchema> {
  readonly source: Service;
  readonly kind: string;
  /** What the key is, for the reference. */
  readonly key: string;
  readonly state: S;
}
/** The state of a facet kind, e.g. `StateOf<typeof personFacet>`. */
export type StateOf<F extends FacetKind> = Static<F['state']>;

/** Declares a facet kind. */
export const facetKind = <S extends TSchema>(source: Service, kind: string, key: string, state: S): FacetKind<S> => ({
  source,
  kind,
  key,
  state,
});

/** A contract event: what other services and readers may rely on. */
export interface Contract<D extends TSchema = TSchema, F extends FacetKind = FacetKind> {
  /** `rollcall.<service>.<thing>-<happened>.v<N>`. */
  readonly type: string;
  readonly service: Service;
  /** What it says, in one sentence, for the AsyncAPI document. */
  readonly summary: string;
  /** The facet that travels with it. */
  readonly facet: F;
  readonly data: D;
}
/** The data of a contract event, e.g. `DataOf<typeof personCreated>`. */
export type DataOf<C extends Contract> = Static<C['data']>;
/** A message of this contract, facet included. */
export type EnvelopeOf<C extends Contract> = Envelope<DataOf<C>, StateOf<C['facet']>>;

/** Declares version 1 of a contract event of the facet's service: `name` is `<thing>-<happened>`. */
export const contract = <D extends TSchema, F extends FacetKind>(
  facet: F,
  name: string,
  summary: string,
  data: D,
): Contract<D, F> => ({ type: `rollcall.${facet.source}.${name}.v1`, service: facet.source, summary, facet, data });

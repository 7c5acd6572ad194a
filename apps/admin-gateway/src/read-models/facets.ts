import { Inject, Injectable } from '@nestjs/common';
import type { Facet, ReadModelStore, Target } from '@rollcall/event-sourcing';
import { READ_MODEL_STORE } from '@rollcall/service-kit';
import { compositions } from './compositions.js';

/** Looks single things up among the facets that the compositions keep; `keeper` names another than the usual one. */
@Injectable()
export class Facets {
  constructor(@Inject(READ_MODEL_STORE) private readonly store: ReadModelStore) {}

  /** The facet of one thing, tombstones included. */
  async one<State>(kind: string, key: string, keeper?: Target): Promise<Facet<State> | undefined> {
    return (await this.many<State>(kind, [key], keeper))[0];
  }

  /** The facets of several things, those that are known. */
  async many<State>(kind: string, keys: readonly string[], keeper?: Target): Promise<readonly Facet<State>[]> {
    if (keys.length === 0) return [];
    const facets = await this.store.facets(keeper ?? keeperOf(kind), kind, [...new Set(keys)]);
    return facets as readonly Facet<State>[];
  }

  /** The rows of a composition that were last joined by this key, by id: 1,000 at most. */
  async rowsJoinedBy(composition: Target, kind: string, key: string): Promise<readonly string[]> {
    return this.store.rowsJoinedBy(composition, kind, [key]);
  }
}

/** Kind → the composition that keeps it: the one whose rows it makes, else one that joins it. */
const keepers: ReadonlyMap<string, Target> = new Map([
  ...compositions.flatMap((composition) => Object.keys(composition.joins).map((kind) => [kind, composition] as const)),
  ...compositions.map((composition) => [composition.rowOf, composition] as const),
]);

function keeperOf(kind: string): Target {
  const target = keepers.get(kind);
  if (!target) throw new Error(`no read model keeps facets of kind ${kind}`);
  return target;
}

import type { Facet, StreamVersion } from '@rollcall/event-sourcing';
import { readTaggedJson, streamVersion, writeTaggedJson } from '@rollcall/event-sourcing';
import type { Build } from './builds.js';
import { collectionName } from './builds.js';
import { putNewer } from './guarded-writes.js';
import type { MongoCollection } from './mongo-collection.js';
import { compared } from './mongo-collection.js';
import type { MongoDatabase } from './mongo-connection.js';

/** `version` is padded, so that texts are in the order of the numbers, beyond what a number holds. */
type FacetRecord = { _id: string; source: string; kind: string; key: string; version: string; state: string | null };

/** The name of a facet within a build; rows are joined by it. */
export const facetId = ({ kind, key }: Readonly<{ kind: string; key: string }>): string => JSON.stringify([kind, key]);

/** One build's facets, each guarded by its version (KRN-08). */
export class FacetCollection {
  readonly #records: MongoCollection<FacetRecord>;

  constructor(database: MongoDatabase, build: Build) {
    this.#records = database.collection<FacetRecord>(collectionName(build, 'facets'), {
      ...{ source: String, kind: String, key: String, version: String, state: String },
    });
  }

  /**
   * Keeps the facets of a higher version; answers which. When two instances bring the same facet at the same moment, both
   * may hear that it changed.
   */
  async put(facets: readonly Facet[]): Promise<readonly Facet[]> {
    const pending = facets.map((facet) => ({
      ...{ id: facetId(facet), reached: versionText(facet), document: () => recordOf(facet) },
    }));
    // Of one facet twice in a batch only the newest is written, or the order within an unordered bulk would decide.
    const newest = new Map(pending.toSorted(byReached).map((each) => [each.id, each]));
    const written = await putNewer(this.#records, 'version', [...newest.values()]);
    return facets.filter((facet) => {
      const id = facetId(facet);
      return written.has(id) && newest.get(id)?.reached === versionText(facet);
    });
  }

  async get(kind: string, keys: readonly string[]): Promise<readonly Facet[]> {
    const ids = keys.map((key) => facetId({ kind, key }));
    return (await this.#records.all({ _id: compared({ $in: ids }) })).map(facetOf);
  }

  async versions(kind: string, keys: readonly string[]): Promise<ReadonlyMap<string, StreamVersion>> {
    const ids = keys.map((key) => facetId({ kind, key }));
    const records = await this.#records.all({ _id: compared({ $in: ids }) }, { fields: ['key', 'version'] });
    return new Map(records.map(({ key, version }) => [key, streamVersion(BigInt(version))]));
  }
}

const byReached = (left: { reached: string }, right: { reached: string }): number =>
  left.reached < right.reached ? -1 : left.reached > right.reached ? 1 : 0;

const versionText = ({ version }: Facet): string => version.toString().padStart(20, '0');

const recordOf = (facet: Facet): FacetRecord => ({
  _id: facetId(facet),
  source: facet.source,
  kind: facet.kind,
  key: facet.key,
  version: versionText(facet),
  state: facet.state === undefined ? null : writeTaggedJson(facet.state),
});

const facetOf = ({ source, kind, key, version, state }: FacetRecord): Facet => ({
  source,
  kind,
  key,
  version: streamVersion(BigInt(version)),
  state: state === null ? undefined : readTaggedJson(state),
});

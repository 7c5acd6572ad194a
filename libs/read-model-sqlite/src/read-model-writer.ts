import type { ComposedRow, Facet, Target } from '@rollcall/event-sourcing';
import type { Build, BuildShape } from './builds.js';
import type { DocumentText } from './document-text.js';

/** A document that has reached `at`; without text it was removed. */
export type DocumentWrite = Readonly<{ id: string; at: string; text: DocumentText | undefined }>;
/** A facet with its state as text; a tombstone has none. */
export type FacetWrite = Pick<Facet, 'kind' | 'key' | 'source' | 'version'> & Readonly<{ state: string | null }>;
/** A composed row; without text it goes. */
export type RowWrite = Pick<ComposedRow<object>, 'id' | 'joined'> & Readonly<{ text: DocumentText | undefined }>;

/** A stretch of an own log, folded: what `save` of the port writes. `now` is the time of the writing, ms. */
export type SaveWrite = Readonly<{
  from: string | null;
  to: string;
  documents: readonly DocumentWrite[];
  now: number;
}>;

/**
 * Writes one file of read models; everything handed over is plain data, so that the writer may live in another thread. What
 * was resolved is committed, and read by every connection from then on.
 * @throws DependencyAway, from every call, while the file is locked, full or read-only.
 */
export interface ReadModelWriter {
  /** Makes the tables of a build, or finds them. @throws Error when this version was built with another shape. */
  prepare(target: Target, shape: BuildShape): Promise<Build>;
  complete(build: Build): Promise<void>;
  /** Drops the builds of a name below a version. */
  dropBelow(target: Target): Promise<void>;
  /** @throws CheckpointConflict when the build does not stand at `from`; nothing is written. */
  save(build: Build, batch: SaveWrite): Promise<void>;
  /** Keeps the facets of a higher version; answers their places in the list. */
  putFacets(build: Build, facets: readonly FacetWrite[]): Promise<readonly number[]>;
  putRows(build: Build, rows: readonly RowWrite[]): Promise<void>;
  /** Leaves nothing of what was replaced or removed in the file (KRN-17). @throws DependencyAway while it is being read. */
  scrub(): Promise<void>;
  close(): Promise<void>;
}

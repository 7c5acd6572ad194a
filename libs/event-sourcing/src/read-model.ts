import type { AccountId, Position, SiteId, StreamVersion, TeamId } from './message.js';
import type { Facet } from './facet.js';

/** What every query is bounded to: one site, one team or one account; never the whole installation (KRN-15). */
export type Scope = Readonly<{ site: SiteId } | { team: TeamId } | { account: AccountId }>;
export type Scalar = string | number | boolean | null;
export type Condition =
  | Scalar
  | Readonly<{ in: readonly Scalar[] }>
  | Readonly<{ prefix: string }>
  | Readonly<{ gte?: string | number; lt?: string | number }>;

/** Names one read model and its build; also the key of its checkpoint. */
export type Target = Readonly<{ name: string; version: number }>;

/**
 * What can be asked of a read model, declared once (KRN-15). Any sort, equality on a filter with the first declared one,
 * prefix search and paging then cost an index. Of other combinations the documents of the rarest condition are sorted when
 * they are few; otherwise the sort's index is walked, and at most 20,000 documents are examined a page.
 */
export interface ReadModelDeclaration<Doc extends object> extends Target {
  readonly scope: (doc: Doc) => Scope;
  /** Filter name → its value or values in a document; an array means "holds any of". */
  readonly filters: Readonly<Record<string, (doc: Doc) => Scalar | readonly Scalar[]>>;
  /**
   * Sort name → its key; the store compares text by its {@link sortKey}. `-name` sorts descending; ties are broken by id,
   * in the same direction. Declaring none sorts by id, under the name `id`.
   */
  readonly sorts: Readonly<Record<string, (doc: Doc) => string | number>>;
  /** Words found by their prefixes, see {@link searchTokens}. */
  readonly search?: (doc: Doc) => readonly string[];
  /** Requests are decided on it, so that it must not grow old: it is kept up to date ahead of other background work. */
  readonly urgent?: boolean;
}

/** One page of one scope of a read model (KRN-15). */
export interface Query {
  readonly scope: Scope;
  readonly where?: Readonly<Record<string, Condition>>;
  /** Word prefixes over the declared search words; all of them must match. */
  readonly search?: string;
  /** A declared sort, e.g. `name` or `-createdAt`; the first declared one when absent. */
  readonly sort?: string;
  /** A cursor from an earlier page. */
  readonly after?: string;
  /** 1 to 500. */
  readonly limit: number;
}

/** `examined` is how many documents were looked at; a page with fewer rows than `limit` and a `next` was cut at 20,000. */
export type Page<Doc> = Readonly<{ rows: readonly Doc[]; next?: string; examined: number }>;
/** Exact to 10,000; above, `count` is 10,000 and `more` is true ("10000+"). Without filter always exact. */
export type Total = Readonly<{ count: number; more: boolean }>;

/** The questions a read model answers, always within one scope. */
export interface ReadModel<Doc> {
  get(scope: Scope, id: string): Promise<Doc | undefined>;
  /** @throws InvalidQuery for an undeclared filter or sort, a foreign cursor or a limit out of range. */
  find(query: Query): Promise<Page<Doc>>;
  count(query: Pick<Query, 'scope' | 'where' | 'search'>): Promise<Total>;
}

/** A question the declaration does not allow; `field` names the offending part. */
export class InvalidQuery extends Error {
  override readonly name = 'InvalidQuery';
  constructor(
    readonly field: string,
    message: string,
  ) {
    super(message);
  }
}

/** A document and the place it has reached: an event at or before it was already folded in. */
export type Stored<Doc> = Readonly<{ doc: Doc | undefined; at: Position }>;

/** What a composition writes: the row, its place, and the facets it was composed from (the reverse index). */
export type ComposedRow<Row> = Readonly<{
  id: string;
  row: Row | undefined;
  joined: readonly Readonly<{ kind: string; key: string }>[];
}>;

/** Where documents, facets and rows are kept, and how far they have come. */
export interface ReadModelStore {
  /**
   * Prepares a read model: its place for documents and the indexes its declaration needs. Asking again answers the same.
   * What it answers reads the newest complete build up to the declared version, or, while there is none, the declared one.
   * Documents and facets are plain data; dates and bigints survive.
   * @throws Error when this version was built with other filters or sorts: raise `version`.
   */
  open<Doc extends object>(declaration: ReadModelDeclaration<Doc>): Promise<ReadModel<Doc>>;
  /**
   * A name for this very build that no other has, ever: another one when what was stored is lost or dropped and `open`
   * begins anew. Whoever remembers elsewhere how far a build has come remembers it under this name.
   */
  buildOf(target: Target): Promise<string>;
  /**
   * A build holds all there is: readers of its version go over to it at once. Older builds of its name are dropped (KRN-07),
   * where other instances may still work on them a while later.
   */
  complete(target: Target): Promise<void>;
  checkpoint(target: Target): Promise<Position | 'start'>;
  load(target: Target, ids: readonly string[]): Promise<ReadonlyMap<string, Stored<object>>>;
  /**
   * Writes each document only where the stored `at` is lower (a removal is a tombstone), then moves the checkpoint.
   * A crash in between heals by replay (KRN-07).
   * @throws CheckpointConflict when another runner has moved the checkpoint away from `from`; nothing is written.
   */
  save(
    target: Target,
    batch: { from: Position | 'start'; to: Position; documents: ReadonlyMap<string, Stored<object>> },
  ): Promise<void>;
  /** Keeps each facet whose version is higher than the stored one; returns those that changed (KRN-08). */
  putFacets(target: Target, facets: readonly Facet[]): Promise<readonly Facet[]>;
  /** The facets stored under these keys, tombstones included. */
  facets(target: Target, kind: string, keys: readonly string[]): Promise<readonly Facet[]>;
  /** The versions alone of the facets stored under these keys, by key: what has moved is told without reading states. */
  facetVersions(target: Target, kind: string, keys: readonly string[]): Promise<ReadonlyMap<string, StreamVersion>>;
  /**
   * Rows that were last composed with any of these facet keys, by id, in slices of at most 1,000: pass the last id to go
   * on; an empty slice is the end.
   */
  rowsJoinedBy(target: Target, kind: string, keys: readonly string[], after?: string): Promise<readonly string[]>;
  /** Replaces rows and their reverse index; a row that is `undefined` goes, what it is joined by stays known. */
  putRows(target: Target, rows: readonly ComposedRow<object>[]): Promise<void>;
  /**
   * Called after documents of somebody erased were replaced: nothing of what was replaced or removed is left in the store's
   * files, where these are the store's own to write (KRN-17).
   */
  scrub(): Promise<void>;
  close(): Promise<void>;
}

/** Another runner moved the checkpoint; this one has been overtaken and must read it anew. */
export class CheckpointConflict extends Error {
  override readonly name = 'CheckpointConflict';
}

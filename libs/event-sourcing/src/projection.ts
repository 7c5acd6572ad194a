import type { Message, OfType, Recorded } from './message.js';

/** A fold per document over one's own log; the same code runs on every read-model store (KRN-07). */
export interface Projection<Doc extends object, E extends Message> {
  /** Also the checkpoint's key: never rename, raise `version` instead. */
  readonly name: string;
  /** A raised version builds a new copy beside the one being served. */
  readonly version: number;
  readonly on: { readonly [T in E['type']]?: ProjectionStep<Doc, OfType<E, T>> };
}

/** What one event type does to the documents of a projection. */
export interface ProjectionStep<Doc, E extends Message> {
  /** The documents this event changes. */
  readonly ids: (event: Recorded<E>) => string | readonly string[];
  /** The next document; `undefined` removes it. Pure. */
  readonly evolve: (doc: Doc | undefined, event: Recorded<E>, id: string) => Doc | undefined;
}

import type { Message, OfType, Recorded } from './message.js';

/** The public state of one kind of thing, folded from its own stream by the relay. */
export interface FacetFold<E extends Message = Message> {
  /** The stream category whose streams are these things, e.g. `directory.person`. */
  readonly category: string;
  readonly initial: unknown;
  /** The public state after the event; `undefined` removes the thing. */
  readonly evolve: (state: never, event: Recorded<E>) => unknown;
}

/** What others are told of one event. */
export type Publication = Readonly<{ type: string; data: unknown }>;

/**
 * Publishes what others may know: in log order per key, at least once, checkpoint after the ack (KRN-09). The log is
 * the outbox. Each published message carries the facet of its stream, whole, at exactly the event's version.
 */
export interface Relay<E extends Message = Message> {
  readonly name: string;
  /** The service, as in topic and source. */
  readonly service: string;
  /** Facet kind → how it is folded. One stream category has one facet kind. */
  readonly facets: Readonly<Record<string, FacetFold<never>>>;
  /** What is told of an event; `state` is the public state after it, for what the event itself does not repeat. */
  readonly publish: { readonly [T in E['type']]?: (event: Recorded<OfType<E, T>>, state: never) => Publication };
}

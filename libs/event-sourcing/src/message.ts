import type { Brand } from './brand.js';

/** `<service>.<aggregate>-<id>`: where the events of one aggregate lie. Built by {@link streamName} only. */
export type StreamName = Brand<string, 'StreamName'>;
/** Version of the last event of a stream; the first event has version 0. */
export type StreamVersion = Brand<bigint, 'StreamVersion'>;
/** Place in one store's log. Opaque; comparing two of the same store as strings gives log order. */
export type Position = Brand<string, 'Position'>;

/** Whether a place in a log is at another one or behind it; `start` lies before every event. */
export const reached = (position: Position | 'start', until: Position | 'start'): boolean =>
  until === 'start' || (position !== 'start' && position >= until);

/** Ids of things, told apart by type: a team never lands where a site belongs. */
export type SiteId = Brand<string, 'SiteId'>;
export type TeamId = Brand<string, 'TeamId'>;
export type AccountId = Brand<string, 'AccountId'>;
export type PersonId = Brand<string, 'PersonId'>;

/** A fact or an intent as plain data: serialisable, comparable with deepEqual. */
export type Message<Type extends string = string, Data = unknown> = Readonly<{ type: Type; data: Readonly<Data> }>;
/** The member of a union of messages that has this type. */
export type OfType<M extends Message, T extends M['type']> = Extract<M, { type: T }>;

/** Who acts: a signed-in person or program (`user`), one of the services, or the installation itself. */
export type Party = Readonly<{ kind: 'user' | 'service' | 'system'; id: string }>;

/**
 * The personal fields of an event or a facet, all in one object so that one cipher call covers them (KRN-17).
 * `subject` names the key: `person:<id>` for what directory owns, `account:<id>` for what identity owns. It stays
 * readable; every other field is text, sealed in the log and on topics, and reads `[erased]` once the key is destroyed.
 */
export type Personal<Fields extends Readonly<Record<string, string | undefined>>> = Readonly<{ subject: string }> &
  Fields;

/** What accompanies every event. Nothing inside a decider reads a clock: `occurredAt` is taken at the edge. */
export type Metadata = Readonly<{
  /** The command that produced the event; finding it again means "already done" (KRN-04). */
  commandId: string;
  /** The message or request behind that command. */
  causationId: string;
  /** The whole conversation. */
  correlationId: string;
  actor: Party;
  /** On whose behalf, when acting as another. */
  subject?: Party;
  teamId?: string;
  siteId?: string;
  occurredAt: Date;
  /** Version of the event's shape; older ones are upcast on read. */
  schema: number;
  /** Hash of (previous event of the stream, id, type, stored text): the stream's chain. Set by the store. */
  hash: string;
  traceparent?: string;
}>;

/** An event as it stands in the log. */
export type Recorded<E extends Message = Message> = E &
  Readonly<{ id: string; stream: StreamName; version: StreamVersion; metadata: Metadata }>;

/** An event on its way into the log: shape version and hash are added by codec and store. */
export type NewEvent<E extends Message = Message> = E &
  Readonly<{ id: string; metadata: Omit<Metadata, 'schema' | 'hash'> }>;

/** What the id of one thing looks like. Streams named by several ids may have names that are longer. */
export const idPattern = /^[\w.:-]{1,150}$/;

/**
 * Names the stream of one aggregate.
 * @throws Error when the id is empty or holds anything but letters, digits, `_`, `.`, `:` and `-`: ids are checked before
 * they become names, so a foreign value never reaches another stream.
 */
export function streamName(category: `${string}.${string}`, id: string): StreamName {
  if (!/^[\w.:-]{1,200}$/.test(id)) throw new Error(`"${id}" cannot name a stream of ${category}`);
  return `${category}-${id}` as StreamName;
}

/** The part of a stream's name before the id: `directory.person` of `directory.person-0190…`. */
export function categoryOf(stream: StreamName): string {
  return stream.slice(0, stream.indexOf('-', stream.indexOf('.')));
}

/** Counts as a stream's version: 0n is its first event. */
export const streamVersion = (value: bigint | number): StreamVersion => BigInt(value) as StreamVersion;

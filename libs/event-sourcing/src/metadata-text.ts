import type { Metadata, Party } from './message.js';

/**
 * An event's metadata as the text of a string → string map, which every store can hold; without the hash, which the store
 * keeps. Entries this release does not know survive.
 */
export function writeMetadata(metadata: Omit<Metadata, 'schema' | 'hash'>, schema: number): string {
  const { actor, subject, occurredAt, ...rest } = metadata;
  return JSON.stringify({
    ...rest,
    hash: undefined,
    actor: writeParty(actor),
    subject: subject && writeParty(subject),
    occurredAt: occurredAt.toISOString(),
    schema: String(schema),
  });
}

/** Reads what {@link writeMetadata} wrote. */
export function readMetadata(text: string, hash: string): Metadata {
  const { actor, subject, occurredAt, schema, ...rest } = JSON.parse(text) as Record<string, string>;
  return {
    ...(rest as Pick<Metadata, 'commandId' | 'causationId' | 'correlationId'>),
    actor: readParty(actor!),
    ...(subject === undefined ? {} : { subject: readParty(subject) }),
    occurredAt: new Date(occurredAt!),
    schema: Number(schema),
    hash,
  };
}

/** A party as one word, `user:<id>`: for metadata and message headers. */
export const writeParty = ({ kind, id }: Party): string => `${kind}:${id}`;

/** Reads what {@link writeParty} wrote. */
export function readParty(text: string): Party {
  const colon = text.indexOf(':');
  return { kind: text.slice(0, colon) as Party['kind'], id: text.slice(colon + 1) };
}

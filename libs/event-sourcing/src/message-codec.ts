import { isPending, whenReady } from './awaitable.js';
import type { Awaitable } from './brand.js';
import type { Envelope } from './bus.js';
import type { Cryptography } from './cryptography.js';
import type { Facet } from './facet.js';
import type { MessageValidator } from './failure-policy.js';
import { saysNotNow } from './failure-policy.js';
import { streamVersion } from './message.js';
import { readHeaders, writeHeaders } from './message-headers.js';
import { openPersonal, sealPersonal } from './personal.js';
import { readTaggedJson, writeTaggedJson } from './tagged-json.js';

/** A contract event as a broker keeps it: CloudEvents 1.0 in Kafka's binary mode, the value in JSON. */
export type EncodedMessage = Readonly<{ key: string; headers: Readonly<Record<string, string>>; value: string }>;
/** A message as it came from a topic. */
export type ReceivedMessage = EncodedMessage & Readonly<{ topic: string }>;

/** Turns envelopes into messages and back. Answers at once while the keys of personal data are cached. */
export interface MessageCodec {
  /** @throws ContractBroken when the message does not fit its schema: nothing of it goes out. */
  encode(message: Envelope): Awaitable<EncodedMessage>;
  /** @throws UndecodableMessage when it is no contract event; whatever else is thrown says "not now". */
  decode(received: ReceivedMessage): Awaitable<Envelope>;
}

/** What was received cannot be read, now or ever; it is parked as it came (KRN-10). */
export class UndecodableMessage extends Error {
  override readonly name = 'UndecodableMessage';
  constructor(
    message: string,
    readonly received: ReceivedMessage,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** A message on its way out breaks its own contract: a fault of the sender. */
export class ContractBroken extends Error {
  override readonly name = 'ContractBroken';
}

/**
 * The codec of every bus of this project. The `personal` part of data and of the facet's state is sealed, so topics hold
 * cipher text only (KRN-17); the cipher text is tied to source, id and type of its message.
 */
export function createMessageCodec(options: {
  cryptography: Pick<Cryptography, 'seal' | 'open'>;
  validate?: MessageValidator;
}): MessageCodec {
  const cryptography = options.cryptography as Cryptography;
  // One message that several groups of a process receive is parsed once; it is opened for each, with the key in hand.
  const parsed = new WeakMap<ReceivedMessage, ParsedMessage>();
  const parse = (received: ReceivedMessage): ParsedMessage => {
    const known = parsed.get(received) ?? { head: readHeaders(received.headers), ...readValue(received.value) };
    parsed.set(received, known);
    return known;
  };
  return {
    encode: (message) => {
      const broken = options.validate?.(message);
      if (broken !== undefined) throw new ContractBroken(`${message.type} ${message.id}: ${broken}`);
      const place = placeOf(message);
      const data = sealPersonal(cryptography, message.data, place);
      const state = sealPersonal(cryptography, message.facet?.state, place);
      return both(data, state, (sealedData, sealedState) => ({
        key: message.key,
        headers: writeHeaders(message),
        value: writeValue(sealedData, message.facet && { ...message.facet, state: sealedState }),
      }));
    },
    decode: (received) => {
      const fail = (cause: unknown): never => {
        if (saysNotNow(cause)) throw cause;
        const why = cause instanceof Error ? cause.message : String(cause);
        throw new UndecodableMessage(`undecodable: ${why}`, received, { cause });
      };
      try {
        const decoded = open(cryptography, received, parse(received));
        return isPending(decoded) ? decoded.catch(fail) : decoded;
      } catch (error) {
        return fail(error);
      }
    },
  };
}

type ParsedMessage = Readonly<{ head: ReturnType<typeof readHeaders> }> & ReturnType<typeof readValue>;

function open(
  cryptography: Cryptography,
  received: ReceivedMessage,
  { head, data, facet }: ParsedMessage,
): Awaitable<Envelope> {
  const place = placeOf(head);
  const openedData = openPersonal(cryptography, data, place);
  const openedState = openPersonal(cryptography, facet?.state, place);
  return both(openedData, openedState, (openData, state) => ({
    ...head,
    topic: received.topic,
    key: received.key,
    data: openData,
    ...(facet && { facet: { ...facet, state } }),
  }));
}

/** A version is written as digits: JSON numbers end at 2^53, and every consumer reads text. */
function writeValue(data: unknown, facet: Facet | undefined): string {
  return writeTaggedJson({
    data: data ?? null,
    ...(facet && { facet: { ...facet, version: facet.version.toString() } }),
  });
}

function readValue(text: string): Readonly<{ data: unknown; facet?: Facet }> {
  const value = readTaggedJson(text);
  if (typeof value !== 'object' || value === null || !('data' in value)) throw new TypeError('the value holds no data');
  if (!('facet' in value) || value.facet === undefined) return { data: value.data };
  const { source, kind, key, version, state } = value.facet as Partial<Record<keyof Facet, unknown>>;
  if (
    typeof source !== 'string' ||
    typeof kind !== 'string' ||
    typeof key !== 'string' ||
    typeof version !== 'string'
  ) {
    throw new TypeError('the facet is not complete');
  }
  return { data: value.data, facet: { source, kind, key, version: streamVersion(BigInt(version)), state } };
}

const placeOf = ({ source, id, type }: Pick<Envelope, 'source' | 'id' | 'type'>): string => `${source}|${id}|${type}`;

function both<A, B, R>(first: Awaitable<A>, second: Awaitable<B>, next: (a: A, b: B) => R): Awaitable<R> {
  return whenReady(first, (a) => whenReady(second, (b) => next(a, b)));
}

import type { EncodedMessage, Envelope, MessageCodec } from '@rollcall/event-sourcing';
import type { OneByOneProducer, OutgoingMessage } from './one-by-one-producer.js';
import { partitionOf } from './partition.js';
import type { Topics } from './topics.js';

type Waiting = Readonly<{ messages: readonly Envelope[]; resolve: () => void; reject: (reason: unknown) => void }>;

/** Publications that share one request. */
const publicationsPerRequest = 64;
/** What a request may carry, in bytes: a broker's limit is a megabyte a partition. */
const bytesPerRequest = 768 * 1024;

/** Stores messages in the order of the calls; publications that wait for the same request share the next. */
export class Publisher {
  readonly #ports: Readonly<{ producer: OneByOneProducer; codec: MessageCodec; topics: Topics }>;
  readonly #waiting: Waiting[] = [];
  #writing: Promise<void> | undefined;

  constructor(ports: Readonly<{ producer: OneByOneProducer; codec: MessageCodec; topics: Topics }>) {
    this.#ports = ports;
  }

  publish(messages: readonly Envelope[]): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ messages, resolve, reject });
      this.#writing ??= this.#write();
    });
  }

  /** Resolves when nothing waits any more. */
  async idle(): Promise<void> {
    while (this.#writing) await this.#writing;
  }

  async #write(): Promise<void> {
    while (this.#waiting.length > 0) {
      const taken = this.#waiting.splice(0, publicationsPerRequest);
      const encoded = await Promise.allSettled(taken.map(({ messages }) => this.#encode(messages)));
      const ready = taken.flatMap((publication, index) => {
        const result = encoded[index]!;
        if (result.status === 'fulfilled') return [{ publication, messages: result.value }];
        publication.reject(result.reason);
        return [];
      });
      try {
        await sendInParts(
          this.#ports.producer,
          ready.flatMap(({ messages }) => messages),
        );
        for (const { publication } of ready) publication.resolve();
      } catch (error) {
        for (const { publication } of ready) publication.reject(error);
      }
    }
    // In the same tick as the look at what waits: a publication that comes after it starts anew.
    this.#writing = undefined;
  }

  async #encode(messages: readonly Envelope[]): Promise<readonly OutgoingMessage[]> {
    await this.#ports.topics.ensure([...new Set(messages.map(({ topic }) => topic))]);
    return Promise.all(
      messages.map(async (message) => outgoing(message.topic, await this.#ports.codec.encode(message))),
    );
  }
}

/** Sends messages in their order, in as many requests as their size asks for. */
export async function sendInParts(producer: OneByOneProducer, messages: readonly OutgoingMessage[]): Promise<void> {
  for (let start = 0; start < messages.length;) {
    let [end, bytes] = [start, 0];
    do bytes += sizeOf(messages[end++]!);
    while (end < messages.length && bytes + sizeOf(messages[end]!) <= bytesPerRequest);
    await producer.send(messages.slice(start, end));
    start = end;
  }
}

function outgoing(topic: string, { key, headers, value }: EncodedMessage): OutgoingMessage {
  return { topic, partition: partitionOf(topic, key), message: { key, headers: { ...headers }, value } };
}

/** Headers are a few hundred bytes; text in other scripts than Latin takes up to three bytes a unit. */
function sizeOf({ message: { value } }: OutgoingMessage): number {
  return 512 + (value === null ? 0 : Buffer.byteLength(value));
}

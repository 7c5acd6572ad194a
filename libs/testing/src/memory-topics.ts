import type { EncodedMessage, Envelope, MessageCodec } from '@rollcall/event-sourcing';

/** One partition of one topic, in memory. */
export type MemoryPartition = Readonly<{ topic: string; partition: number }>;
/** A message as it lies on its topic; positions count from 0 within the partition. */
export type MemoryRecord = MemoryPartition & Readonly<{ position: number; received: EncodedMessage }>;

const partitionsPerTopic = 12;

/** A partition as a map's key. */
export const partitionName = ({ topic, partition }: MemoryPartition): string => `${topic}/${partition}`;

/** The topics of the bus in memory; messages lie there as text, so that the codec is exercised. */
export class MemoryTopics {
  readonly #records = new Map<string, MemoryRecord[]>();
  readonly #codec: MessageCodec;

  constructor(codec: MessageCodec) {
    this.#codec = codec;
  }

  async encode(
    messages: readonly Envelope[],
  ): Promise<readonly Readonly<{ topic: string; encoded: EncodedMessage }>[]> {
    return Promise.all(
      messages.map(async (message) => ({ topic: message.topic, encoded: await this.#codec.encode(message) })),
    );
  }

  append(topic: string, received: EncodedMessage): MemoryRecord {
    const partition = [...received.key].reduce((sum, letter) => sum + letter.codePointAt(0)!, 0) % partitionsPerTopic;
    const records = this.#of({ topic, partition });
    const record = { topic, partition, position: records.length, received };
    records.push(record);
    return record;
  }

  decode({ topic, received }: MemoryRecord): ReturnType<MessageCodec['decode']> {
    return this.#codec.decode({ ...received, topic });
  }

  at(place: MemoryPartition, position: number): MemoryRecord | undefined {
    return this.#of(place)[position];
  }

  length(place: MemoryPartition): number {
    return this.#of(place).length;
  }

  /** All partitions of these topics. */
  partitions(topics: readonly string[]): readonly MemoryPartition[] {
    return topics.flatMap((topic) =>
      Array.from({ length: partitionsPerTopic }, (_, partition) => ({ topic, partition })),
    );
  }

  /** All partitions that hold a message. */
  known(): readonly MemoryPartition[] {
    return [...this.#records.values()].flatMap(([first]) =>
      first ? [{ topic: first.topic, partition: first.partition }] : [],
    );
  }

  /** Everything on all topics, as text. */
  text(): string {
    return JSON.stringify([...this.#records.values()]);
  }

  #of(place: MemoryPartition): MemoryRecord[] {
    const name = partitionName(place);
    const records = this.#records.get(name) ?? [];
    this.#records.set(name, records);
    return records;
  }
}

import { Partitioners } from 'kafkajs';

/** Every topic has this many partitions, for good: another number is another topic (`.v2`). */
export const partitionsPerTopic = 12;

/** One partition of one topic. */
export type Partition = Readonly<{ topic: string; partition: number }>;

/** A partition as a map's key. */
export const nameOf = ({ topic, partition }: Partition): string => `${topic}/${partition}`;

/** All partitions of these topics. */
export const partitionsOf = (topics: readonly string[]): readonly Partition[] =>
  topics.flatMap((topic) => Array.from({ length: partitionsPerTopic }, (_, partition) => ({ topic, partition })));

const choose = Partitioners.DefaultPartitioner();
const partitionMetadata = Array.from({ length: partitionsPerTopic }, (_, partitionId) => ({
  ...{ partitionId, partitionErrorCode: 0, leader: 0 },
  ...{ replicas: [], isr: [] },
}));

/** The partition of a key, as Kafka's own clients choose it: murmur2 over its UTF-8 bytes. */
export const partitionOf = (topic: string, key: string): number =>
  choose({ topic, partitionMetadata, message: { key, value: null } });

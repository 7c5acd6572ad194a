/** Every topic has this many partitions, for good: another number is another topic (`.v2`). */
export const partitionsPerTopic = 12;

/** The partition of a key: FNV-1a over its UTF-16 units, the same on every machine and in every release. */
export function partitionOf(key: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < key.length; index++) hash = Math.imul(hash ^ key.charCodeAt(index), 0x01000193);
  return (hash >>> 0) % partitionsPerTopic;
}

/** One partition of one topic. */
export type Partition = Readonly<{ topic: string; partition: number }>;

/** All partitions of these topics. */
export const partitionsOf = (topics: readonly string[]): readonly Partition[] =>
  topics.flatMap((topic) => Array.from({ length: partitionsPerTopic }, (_, partition) => ({ topic, partition })));

/** A partition as a map's key. */
export const nameOf = ({ topic, partition }: Partition): string => `${topic}/${partition}`;

import { partitionsPerTopic } from './partition.js';

/** A topic as this bus makes it, and as one that exists has to be. */
export type TopicSettings = Readonly<{ partitions: number; config: Readonly<Record<string, string>> }>;

/** A message of the size limit with its facet, and what the brokers add. */
const largestMessage = 2 * 1024 * 1024;

/** Contract events: the public history, kept for good. */
export const messageTopic: TopicSettings = {
  partitions: partitionsPerTopic,
  config: {
    'cleanup.policy': 'delete',
    'retention.ms': '-1',
    'retention.bytes': '-1',
    'max.message.bytes': String(largestMessage),
  },
};

/** Records that replace earlier ones of their key: one partition, so that all of it has one order. */
export const tableTopic: TopicSettings = {
  partitions: 1,
  config: { 'cleanup.policy': 'compact', 'max.message.bytes': String(2 * largestMessage) },
};

/** Where messages set aside lie; one for an installation. */
export const parkedTopicName = 'rollcall.parked.v1';

/** How many copies must be written before the brokers answer: more than half, so that a lost one loses nothing. */
export const copiesBeforeAnswer = (replicationFactor: number): number => Math.floor(replicationFactor / 2) + 1;

/** In what a topic is unlike what it has to be, and what mends it; nothing where it fits. A larger message limit is no harm. */
export function mismatch({ partitions, config }: TopicSettings, found: TopicSettings): string | undefined {
  if (found.partitions !== partitions) {
    // Keys would move to other partitions if some were added, and none can be taken away.
    return `has ${found.partitions} partitions and must have ${partitions}: remove it while no service runs, and it is made anew`;
  }
  for (const [name, wanted] of Object.entries(config)) {
    const value = found.config[name];
    const fits = name === 'max.message.bytes' ? Number(value) >= Number(wanted) : value === wanted;
    if (!fits) return `has ${name}=${value} and must have ${name}=${wanted}: set it with kafka-configs.sh --alter`;
  }
  return undefined;
}

import { expect, test } from '@jest/globals';
import type { Admin } from 'kafkajs';
import { Topics } from './topics.js';

const topic = 'rollcall.directory.v1';

/** A client that, asked for the first time, answers as if no topic had any partitions. */
function forgetfulAdmin(): Admin {
  const answers = <P>(partition: P) => {
    const rest = [[], [partition]];
    return () => rest.shift() ?? [partition];
  };
  const extents = answers({ partition: 0, offset: '7', low: '2', high: '7' });
  const committed = answers({ partition: 0, offset: '5', metadata: null });
  const admin: Partial<Admin> = {
    connect: async () => undefined,
    fetchTopicOffsets: async () => extents(),
    fetchOffsets: async () => [{ topic, partitions: committed() }],
  };
  return admin as Admin;
}

test('G3 a client that has not heard of a topic is asked again how far a group has come', async () => {
  const topics = new Topics(forgetfulAdmin(), { replicationFactor: 1 });
  expect(await topics.committed('directory', [topic])).toEqual(new Map([[`${topic}/0`, 5]]));
});

test('G3 a client that has not heard of a topic is asked again where it ends', async () => {
  const topics = new Topics(forgetfulAdmin(), { replicationFactor: 1 });
  expect(await topics.extents([topic])).toEqual(new Map([[`${topic}/0`, { low: 2, high: 7 }]]));
});

import { createTestCryptography, messageBusSuite } from '@rollcall/testing';
import { randomUUID } from 'node:crypto';
import { describeEngine } from '../../../tools/engines/engine.js';
import { startKafka } from '../../../tools/engines/kafka.js';
import { openBus, plainClient, plant, textOf } from './kafka-place.js';

const cryptography = createTestCryptography();

await describeEngine('Kafka', startKafka, (kafka) => {
  messageBusSuite('Kafka', {
    cryptography,
    place: async () => {
      const client = plainClient(kafka.brokers);
      const parkedTopic = `rollcall.parked-${randomUUID()}.v1`;
      let buses = 0;
      return {
        // The first one can be cut off from the others.
        connect: async () => openBus(buses++ === 0 ? kafka.proxied : kafka.brokers, cryptography, { parkedTopic }),
        // The brokers notice after the session's timeout; whoever joins meanwhile waits for that.
        expireMembers: async () => kafka.proxy.cut(),
        plant: (topic, key, value) => plant(client, topic, key, value),
        text: () => textOf(client),
        remove: async () => kafka.proxy.heal(),
      };
    },
  });
});

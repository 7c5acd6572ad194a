import { afterEach, expect, test } from '@jest/globals';
import type { Envelope, MessageBus, Verdict } from '@rollcall/event-sourcing';
import { DependencyAway } from '@rollcall/event-sourcing';
import { Arrivals, createTestCryptography, numberOf, someMessage, someMessages } from '@rollcall/testing';
import type { Kafka } from 'kafkajs';
import { spawn } from 'node:child_process';
import { randomInt, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { describeEngine } from '../../../tools/engines/engine.js';
import { startKafka } from '../../../tools/engines/kafka.js';
import { partitionOf } from '../src/partition.js';
import { messagesOf, openBus, plainClient, plant, sessionTimeoutMs, withAdmin } from './kafka-place.js';

const cryptography = createTestCryptography();
const loader = fileURLToPath(new URL('../../../tools/run-sources.mjs', import.meta.url));
const program = fileURLToPath(new URL('consume-until-killed.ts', import.meta.url));
const keys = Array.from({ length: 24 }, (_, index) => `thing-${index}`);
const seed = Number(process.env['ROLLCALL_SEED'] ?? randomInt(2 ** 31));

/** Publishes as a relay does: again, until the brokers have said yes. */
async function publishUntilStored(bus: MessageBus, messages: readonly Envelope[], rejected: () => void): Promise<void> {
  while (true) {
    try {
      return await bus.publish(messages);
    } catch (error) {
      if (!(error instanceof DependencyAway)) throw error;
      rejected();
    }
  }
}

/** Numbers of a key in the order of their first arrival. */
const firsts = (arrivals: Arrivals, key: string): number[] => [...new Set(arrivals.numbers(key))];
const upTo = (count: number): number[] => Array.from({ length: count }, (_, number) => number);

await describeEngine('Kafka', startKafka, (kafka) => {
  const cleanUp: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    kafka.proxy.heal();
    for (const step of cleanUp.splice(0).reverse()) await step();
  });
  const names = () => ({
    topic: `rollcall.faults-${randomUUID()}.v1`,
    parkedTopic: `rollcall.parked-${randomUUID()}.v1`,
  });
  const open = (brokers: readonly string[], parkedTopic: string, more = {}): MessageBus => {
    const bus = openBus(brokers, cryptography, { parkedTopic, ...more });
    cleanUp.push(() => bus.close());
    return bus;
  };

  test('G3 a member killed between handling and commit: its message is handed over again, none is left out', async () => {
    const { topic, parkedTopic } = names();
    const folder = await mkdtemp(join(tmpdir(), 'rollcall-killed-'));
    cleanUp.push(() => rm(folder, { recursive: true }));
    const bus = open(kafka.brokers, parkedTopic);
    await bus.publish(someMessages(topic, 'a', 50));
    const trace = join(folder, 'trace');
    const child = spawn(
      process.execPath,
      ['--import', loader, program, kafka.brokers.join(), parkedTopic, topic, trace, '30'],
      { stdio: ['ignore', 'inherit', 'inherit'], env: { ...process.env, NODE_OPTIONS: '' } },
    );
    expect(await once(child, 'exit')).toEqual([null, 'SIGKILL']);
    const before = (await readFile(trace, 'utf8')).trim().split('\n').map(Number);
    expect(before).toEqual(upTo(31));

    const arrivals = new Arrivals();
    const subscription = await bus.consume('members', [topic], { each: arrivals.add });
    await subscription.quiet();
    expect(arrivals.numbers('a')).toEqual(upTo(50).slice(30));
  });

  test('G8 a poisonous message stops its key only: other keys of its partition and other partitions go on', async () => {
    const { topic, parkedTopic } = names();
    const bus = open(kafka.brokers, parkedTopic);
    const partition = partitionOf(topic, 'bad');
    const [beside] = keys.filter((key) => partitionOf(topic, key) === partition);
    const [elsewhere] = keys.filter((key) => partitionOf(topic, key) !== partition);
    // No text at all: what is parked has to be what came, byte for byte.
    const poison = Buffer.from([0xff, 0x00, 0xfe, 0x7b]);
    await plant(plainClient(kafka.brokers), topic, 'bad', poison);
    await bus.publish(['bad', beside!, elsewhere!].map((key) => someMessage(topic, key, 1)));
    const arrivals = new Arrivals();
    const subscription = await bus.consume('members', [topic], { each: arrivals.add });
    await subscription.quiet();
    expect(arrivals.messages.map(({ key }) => key).sort()).toEqual([beside!, elsewhere!].sort());
    expect(await bus.parked.list('members')).toMatchObject([
      { key: 'bad', place: 'cause', reason: expect.stringContaining('undecodable') },
      { key: 'bad', place: 'behind' },
    ]);
    const [parked] = await messagesOf(plainClient(kafka.brokers), parkedTopic);
    expect(parked?.value).toEqual(poison);
  });

  test('G3 members that come while messages are handled: none is lost, what is abandoned is handled by its new owner', async () => {
    const { topic, parkedTopic } = names();
    const [one, two] = [open(kafka.brokers, parkedTopic), open(kafka.brokers, parkedTopic)];
    for (let number = 0; number < 5; number++) await one.publish(keys.map((key) => someMessage(topic, key, number)));
    const { promise: letGo, resolve: release } = Promise.withResolvers<void>();
    const [here, there] = [new Arrivals(), new Arrivals()];
    const first = await one.consume('members', [topic], {
      each: async (message): Promise<Verdict> => {
        here.add(message);
        await letGo;
        return 'ack';
      },
    });
    const partitions = new Set(keys.map((key) => partitionOf(topic, key)));
    // One message of each partition is under way.
    await here.until(() => here.messages.length === partitions.size);
    const second = await two.consume('members', [topic], { each: there.add });
    await there.until(() => there.messages.length > 0);
    const underWay = here.messages.length;
    release();
    await Promise.all([first.quiet(), second.quiet()]);
    expect(underWay).toBe(partitions.size);
    for (const key of keys) {
      const numbers = [...new Set([...here.numbers(key), ...there.numbers(key)])];
      expect(numbers.sort()).toEqual(upTo(5));
      expect(firsts(there, key)).toEqual(firsts(there, key).toSorted());
    }
    // The partitions that moved were begun again: the new owner has handled what the first one had under way.
    const moved = new Set(there.messages.map(({ key }) => partitionOf(topic, key)));
    for (const message of here.messages.slice(0, underWay)) {
      if (moved.has(partitionOf(topic, message.key))) expect(there.numbers(message.key)).toContain(numberOf(message));
    }
  });

  test('KRN-10 a message handled for longer than a session costs no membership', async () => {
    const { topic, parkedTopic } = names();
    const bus = open(kafka.brokers, parkedTopic);
    const { promise: letGo, resolve: release } = Promise.withResolvers<void>();
    const arrivals = new Arrivals();
    const subscription = await bus.consume('members', [topic], {
      each: async (message): Promise<Verdict> => {
        arrivals.add(message);
        await letGo;
        return 'ack';
      },
    });
    await bus.publish([someMessage(topic, 'a', 0)]);
    await arrivals.until(() => arrivals.messages.length === 1);
    const client = plainClient(kafka.brokers);
    const members = () =>
      withAdmin(client, async (admin) =>
        (await admin.describeGroups(['members'])).groups[0]!.members.map(({ memberId }) => memberId),
      );
    const before = await members();
    const handledSince = performance.now();
    while (performance.now() - handledSince < 2 * sessionTimeoutMs) await members();
    expect(await members()).toEqual(before);
    release();
    await subscription.quiet();
    expect(arrivals.numbers('a')).toEqual([0]);
  });

  test(`G6 one in a hundred acknowledgements lost: nothing is stored twice, in order (seed ${seed})`, async () => {
    const { topic, parkedTopic } = names();
    const bus = open(kafka.proxied, parkedTopic, { publishTimeoutMs: 30_000 });
    await bus.publish([someMessage(topic, 'warm')]);
    const random = randomFrom(seed);
    let lost = 0;
    kafka.proxy.loseAnswers(() => {
      const isLost = random() < 0.01;
      if (isLost) lost++;
      return isLost;
    });
    let published = 0;
    for (; published < 200 || lost < 3; published++) {
      await bus.publish(keys.map((key) => someMessage(topic, key, published)));
    }
    kafka.proxy.heal();
    const stored = await messagesOf(plainClient(kafka.brokers), topic);
    const numbers = Map.groupBy(stored, ({ key }) => String(key));
    for (const key of keys) {
      const found = numbers.get(key)!.map(({ value }) => JSON.parse(String(value)) as { data: { number: number } });
      expect(found.map(({ data }) => data.number)).toEqual(upTo(published));
    }
  });

  test('KRN-10 a bus that is closed while its member waits to be let into a group leaves no connection behind', async () => {
    const { topic, parkedTopic } = names();
    await open(kafka.brokers, parkedTopic).publish([someMessage(topic, 'a')]);
    const { promise: letGo, resolve: release } = Promise.withResolvers<void>();
    const { promise: busy, resolve: begun } = Promise.withResolvers<void>();
    // Whoever has the group does not give it up for minutes.
    const patience = 300_000;
    const slow = plainClient(kafka.brokers).consumer({
      ...{ groupId: 'members', sessionTimeout: patience, rebalanceTimeout: patience, heartbeatInterval: patience - 1 },
    });
    cleanUp.push(async () => {
      release();
      await slow.disconnect();
    });
    await slow.connect();
    await slow.subscribe({ topic, fromBeginning: true });
    const eachBatch = async (): Promise<void> => {
      begun();
      await letGo;
    };
    await slow.run({ eachBatch });
    await busy;
    const bus = open(kafka.proxied, parkedTopic);
    void bus.consume('members', [topic], { each: () => 'ack' });
    const joins = async () => (await groupOf(plainClient(kafka.brokers))).state === 'PreparingRebalance';
    while (!(await joins())) await pause(50);
    await bus.close();
    while (kafka.proxy.connections > 0) await pause(50);
  }, 40_000);

  test('G4 a broker that is killed and comes back loses nothing that was acknowledged, and keeps the order', async () => {
    const { topic, parkedTopic } = names();
    const bus = open(kafka.brokers, parkedTopic, { publishTimeoutMs: 2_000 });
    const arrivals = new Arrivals();
    const subscription = await bus.consume('members', [topic], { each: arrivals.add });
    let [published, stop] = [0, false];
    const { promise: rejected, resolve: reject } = Promise.withResolvers<void>();
    const publishing = (async () => {
      for (; !stop; published++) {
        const round = keys.map((key) => someMessage(topic, key, published));
        await publishUntilStored(bus, round, reject);
      }
    })();
    await arrivals.until(() => arrivals.messages.length > 100);
    await kafka.kill();
    await rejected;
    await kafka.restart();
    const before = arrivals.messages.length;
    await arrivals.until(() => arrivals.messages.length > before + 100);
    stop = true;
    await publishing;
    await subscription.quiet();
    for (const key of keys) expect(firsts(arrivals, key)).toEqual(upTo(published));
    expect(await bus.parked.list()).toEqual([]);
  });
});

const groupOf = (client: Kafka) =>
  withAdmin(client, async (admin) => (await admin.describeGroups(['members'])).groups[0]!);

/** Repeatable numbers from 0 to 1 (mulberry32). */
function randomFrom(start: number): () => number {
  let state = start;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let value = Math.imul(state ^ (state >>> 15), state | 1);
    value ^= value + Math.imul(value ^ (value >>> 7), value | 61);
    return ((value ^ (value >>> 14)) >>> 0) / 2 ** 32;
  };
}

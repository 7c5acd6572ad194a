import { expect, test } from '@jest/globals';
import { DependencyAway } from '@rollcall/event-sourcing';
import type { Producer, ProducerBatch, RecordMetadata } from 'kafkajs';
import { OneByOneProducer } from './one-by-one-producer.js';
import { sendInParts } from './publisher.js';

type Pending = Readonly<{
  batch: ProducerBatch;
  stored: () => void;
  answer: (stored: readonly RecordMetadata[]) => void;
}>;

/** A client whose requests wait for the test to answer them. */
function client() {
  const pending: Pending[] = [];
  const arrived: (() => void)[] = [];
  let producers = 0;
  const producer = {
    connect: async () => undefined,
    disconnect: async () => undefined,
    sendBatch: (batch: ProducerBatch) =>
      new Promise<readonly RecordMetadata[]>((answer) => {
        const stored = batch.topicMessages!.flatMap(({ topic, messages }) =>
          messages.map(({ partition }) => ({ topicName: topic, partition: partition!, errorCode: 0 })),
        );
        pending.push({ batch, answer, stored: () => answer(stored) });
        arrived.shift()?.();
      }),
  };
  return {
    kafka: { producer: () => (producers++, producer as unknown as Producer) },
    pending,
    producers: () => producers,
    next: async () => {
      if (pending.length === 0) await new Promise<void>((resolve) => arrived.push(resolve));
      return pending.shift()!;
    },
  };
}

const outgoing = (value: string, partition = 0) => ({ topic: 't', partition, message: { key: 'a', value } });
const valuesOf = ({ batch }: Pending) =>
  batch.topicMessages!.flatMap(({ messages }) => messages.map(({ value }) => value));

test('KRN-09 one request is under way at a time, and nothing overtakes it', async () => {
  const { kafka, next, pending } = client();
  const producer = new OneByOneProducer(kafka, 60_000);
  const [one, two] = [producer.send([outgoing('1')]), producer.send([outgoing('2')])];
  const first = await next();
  await new Promise((resolve) => setImmediate(resolve));
  expect(pending).toEqual([]);
  first.stored();
  await one;
  const second = await next();
  expect([valuesOf(first), valuesOf(second)]).toEqual([['1'], ['2']]);
  second.stored();
  await two;
});

test('KRN-09 what takes too long is rejected, still holds up the next, and what was not begun is never sent', async () => {
  const { kafka, next, pending } = client();
  const producer = new OneByOneProducer(kafka, 20);
  const [slow, waiting] = [producer.send([outgoing('slow')]), producer.send([outgoing('waiting')])];
  const first = await next();
  await expect(slow).rejects.toBeInstanceOf(DependencyAway);
  await expect(waiting).rejects.toBeInstanceOf(DependencyAway);
  expect(pending).toEqual([]);
  first.stored();
  const later = producer.send([outgoing('later')]);
  const second = await next();
  expect(valuesOf(second)).toEqual(['later']);
  second.stored();
  await later;
});

test('KRN-09 a partition that the client left out is no success, and the numbering starts anew', async () => {
  const { kafka, next, producers } = client();
  const producer = new OneByOneProducer(kafka, 60_000);
  const sent = producer.send([outgoing('here', 0), outgoing('lost', 1)]);
  (await next()).answer([{ topicName: 't', partition: 0, errorCode: 0 }]);
  await expect(sent).rejects.toThrow(/nothing was stored on t\/1/);
  const again = producer.send([outgoing('lost', 1)]);
  (await next()).stored();
  await again;
  expect(producers()).toBe(2);
});

test('KRN-09 a request stays below what brokers take, whatever is published at once', async () => {
  const { kafka, next } = client();
  const text = 'ø'.repeat(150_000);
  const sent = sendInParts(
    new OneByOneProducer(kafka, 60_000),
    [1, 2, 3, 4, 5].map((number) => outgoing(`${number}${text}`)),
  );
  const sizes: number[] = [];
  while (sizes.reduce((sum, size) => sum + size, 0) < 5) {
    const request = await next();
    sizes.push(valuesOf(request).length);
    request.stored();
  }
  await sent;
  expect(sizes).toEqual([2, 2, 1]);
});

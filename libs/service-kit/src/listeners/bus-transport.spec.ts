import { Controller, Inject, Injectable, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Payload } from '@nestjs/microservices';
import { trace } from '@opentelemetry/api';
import { afterEach, describe, expect, test } from '@jest/globals';
import { DependencyAway, type Envelope, type Handling, type MessageBus, type Verdict } from '@rollcall/event-sourcing';
import { Registry } from 'prom-client';
import { createHttpAdapter } from '../http/http-server.js';
import { Metrics } from '../observability/metrics.js';
import { Tracing } from '../observability/tracing.js';
import { BusTransport } from './bus-transport.js';
import { ListensTo } from './listens-to.decorator.js';

const type = 'rollcall.example.thing-happened.v1';
const message = (id: string, of = type): Envelope => ({ id, type: of, metadata: {} }) as Envelope;

/** What the two listeners do next, and what they saw. */
@Injectable()
class Script {
  readonly seen: string[] = [];
  first: () => Verdict | undefined = () => 'ack';
  second: () => Verdict | undefined = () => 'ack';
}

@Controller()
class First {
  constructor(@Inject(Script) private readonly script: Script) {}
  @ListensTo(type)
  async handle(@Payload() { id }: Envelope): Promise<Verdict | undefined> {
    this.script.seen.push(`first ${id}`);
    return this.script.first();
  }
}

@Controller()
class Second {
  constructor(@Inject(Script) private readonly script: Script) {}
  @ListensTo(type)
  handle(@Payload() { id }: Envelope): Verdict | undefined {
    this.script.seen.push(`second ${id}`);
    return this.script.second();
  }
}

class Odd extends Error {
  override readonly name = 'Odd';
}
let close: (() => Promise<void>) | undefined;
afterEach(() => close?.());

/** Nest on the transport, over a bus whose messages the test hands over itself. */
async function start() {
  @Module({ controllers: [First, Second], providers: [Script] })
  class TestModule {}
  const consumed: { group: string; topics: readonly string[]; handling: Handling }[] = [];
  const bus = {
    consume: async (group: string, topics: readonly string[], handling: Handling) => {
      consumed.push({ group, topics, handling });
      return { [Symbol.asyncDispose]: async () => {} };
    },
  } as unknown as MessageBus;
  const waits: number[] = [];
  const delay = async (ms: number): Promise<void> => void waits.push(ms);
  const metrics = new Metrics(new Registry());
  const policy = { delay, dependenciesAnswer: () => true };
  const transport = new BusTransport({
    group: 'example',
    bus,
    policy,
    tracing: new Tracing(trace.getTracer('x')),
    metrics,
  });
  const app = await NestFactory.create(TestModule, createHttpAdapter(), { logger: false, abortOnError: false });
  app.connectMicroservice({ strategy: transport });
  await app.startAllMicroservices();
  close = () => app.close();
  const { handling } = consumed[0]!;
  const hand = async (handed: Envelope): Promise<Verdict> => ('each' in handling ? handling.each(handed) : 'ack');
  const counted = async (): Promise<unknown> =>
    (await metrics.messages.get()).values.map(({ labels, value }) => [labels.verdict, value]);
  return { script: app.get(Script), hand, consumed, waits, counted };
}

describe('the transport', () => {
  test('one group per service, on the topics of its types, dispatched by type', async () => {
    const { script, hand, consumed, counted } = await start();
    expect(consumed).toMatchObject([{ group: 'example', topics: ['rollcall.example.v1'] }]);
    expect(await hand(message('1'))).toBe('ack');
    expect(await hand(message('2', 'rollcall.example.other-thing.v1'))).toBe('ack');
    expect(script.seen).toEqual(['first 1', 'second 1']);
    expect(await counted()).toEqual([
      ['ack', 1],
      ['ignored', 1],
    ]);
  });

  test('KRN-10 the handler’s own error reaches the policy: 8 equal ones park with class and text', async () => {
    const { script, hand, waits } = await start();
    script.first = () => {
      throw new Odd('no such thing');
    };
    expect(await hand(message('1'))).toEqual({ park: 'failed 8 times: Odd: no such thing' });
    expect(script.seen.filter((seen) => seen === 'first 1')).toHaveLength(8);
    expect(waits).toEqual([100, 200, 400, 800, 1000, 1000, 1000]);
  });

  test('KRN-10 a dependency that is away is thrown to the bus, whichever listener notices', async () => {
    const { script, hand, counted } = await start();
    script.second = () => {
      throw new DependencyAway('the store');
    };
    await expect(hand(message('1'))).rejects.toThrow(DependencyAway);
    expect(await counted()).toEqual([['retry', 1]]);
  });

  test('a listener that has finished is not run again for another’s sake', async () => {
    const { script, hand } = await start();
    script.second = () => {
      throw new DependencyAway('the store');
    };
    await hand(message('1')).catch(() => {});
    script.second = () => 'ack';
    expect(await hand(message('1'))).toBe('ack');
    expect(script.seen).toEqual(['first 1', 'second 1', 'second 1']);
  });

  test('one that parks its message leaves the other’s success alone', async () => {
    const { script, hand } = await start();
    script.first = () => ({ park: 'why' });
    expect(await hand(message('1'))).toEqual({ park: 'why' });
    script.first = () => undefined;
    expect(await hand(message('1'))).toBe('ack'); // handed over again by an operator
    expect(script.seen).toEqual(['first 1', 'second 1', 'first 1']);
  });
});

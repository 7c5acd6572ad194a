import type { EventStore, MessageBus, NewEvent, Relay, RelayRun } from '@rollcall/event-sourcing';
import { startRelay, streamName } from '@rollcall/event-sourcing';
import { createMemoryCheckpoints, createMemoryEventStore, createTestCryptography } from '@rollcall/testing';
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';

/** Where the relay of {@link logOfThings} publishes. */
export const thingTopic = 'rollcall.bench.v1';
const eventsOfThing = 20;

type ThingDone = Readonly<{ type: 'thing-done'; data: Readonly<{ status: string; projects: readonly string[] }> }>;

const relay: Relay<ThingDone> = {
  name: 'bench-relay',
  service: 'bench',
  facets: { thing: { category: 'bench.thing', initial: {}, evolve: (_state, { data }) => data } },
  publish: {
    'thing-done': ({ data: { projects } }) => ({ type: 'rollcall.bench.thing-done.v1', data: { projects } }),
  },
};

/** An event whose message has the size that services publish. */
function someEvent(): NewEvent {
  const projects = [randomUUID(), randomUUID()];
  return {
    ...{ type: 'thing-done', id: randomUUID() },
    data: { id: randomUUID(), status: 'active', department: 'Compositing', note: 'x'.repeat(300), projects },
    metadata: {
      ...{ commandId: randomUUID(), causationId: randomUUID(), correlationId: randomUUID() },
      actor: { kind: 'user', id: randomUUID() },
      occurredAt: new Date(),
    },
  };
}

const cryptography = createTestCryptography();

/** A log of so many events, in memory: what is measured is on its way from it. */
export async function logOfThings(count: number): Promise<EventStore> {
  const log = createMemoryEventStore({ cryptography });
  for (let written = 0; written < count; written += eventsOfThing) {
    const events = Array.from({ length: eventsOfThing }, someEvent);
    await log.append([{ stream: streamName('bench.thing', randomUUID()), expected: 'no-stream', events }]);
  }
  return log;
}

/** Publishes the whole log by the kernel's relay, which has published nothing yet. */
export async function relayAll(log: EventStore, bus: Pick<MessageBus, 'publish'>): Promise<void> {
  const lease = { heldForMs: 15_000, take: async () => true, release: async () => undefined };
  const delay = (ms: number, signal?: AbortSignal) => pause(ms, undefined, { signal }).catch(() => undefined);
  const checkpoints = createMemoryCheckpoints();
  const clock = { now: () => new Date() };
  await using run: RelayRun = startRelay({ relay, log, checkpoints, bus, cryptography, clock, delay, lease });
  await run.quiet();
}

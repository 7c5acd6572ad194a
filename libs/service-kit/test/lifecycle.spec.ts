import { expect, test } from '@jest/globals';
import type { EventStore } from '@rollcall/event-sourcing';
import { createVirtualClock, roomStream } from '@rollcall/testing';
import { EVENT_STORE, startTestService } from '../src/index.js';
import { Feed } from '../src/lifecycle/feed.js';
import { ExampleModule } from './example/example.module.js';

test('a service is ready once it has caught up, and not any more once it stops', async () => {
  const { service, stop } = await startTestService(ExampleModule);
  const statusOf = async (path: string): Promise<number> => (await fetch(service.url + path)).status;
  await service.quiet();
  await service.caughtUp();
  expect(await statusOf('/health/ready')).toBe(200);
  expect(await statusOf('/health/live')).toBe(200);

  const stopping = stop();
  expect(service.ready).toBe(false);
  await stopping;
  await expect(fetch(`${service.url}/health/live`)).rejects.toThrow();
});

test('a service starts again on what it left', async () => {
  const first = await startTestService(ExampleModule);
  await first.client.put('example', '/rooms/a', { body: { name: 'A', seats: 1 } });
  const again = await first.restart();
  await again.service.quiet();
  expect(await again.client.get('example', '/rooms')).toMatchObject({ body: [{ id: 'a' }] });
  expect(await again.client.put('example', '/rooms/a', { body: { name: 'A', seats: 1 } })).toMatchObject({
    status: 409,
  });
  await again.stop();
});

test('KRN-13 the edge takes the time from the clock that was given', async () => {
  const clock = createVirtualClock();
  const example = await startTestService(ExampleModule, { clock });
  clock.advance(3_600_000);
  await example.client.put('example', '/rooms/a', { body: { name: 'A', seats: 1 } });
  const [event] = await Array.fromAsync(example.service.app.get<EventStore>(EVENT_STORE).readStream(roomStream('a')));
  expect(event?.metadata.occurredAt).toEqual(clock.now());
  await example.stop();
});

test('STO-8 a service tells how far behind its publications are', async () => {
  const example = await startTestService(ExampleModule);
  await example.client.put('example', '/rooms/a', { body: { name: 'A', seats: 1 } });
  await example.service.quiet();
  const feed = await example.client.get('example', '/internal/v1/feed');
  expect(feed).toMatchObject({ ok: true, body: { status: 'live', lagMs: 0 } });
  await example.stop();
});

test('STO-8 the lag is counted from the moment of which everything is published', async () => {
  const clock = createVirtualClock();
  const feed = new Feed(clock);
  expect(await feed.state()).toEqual({ status: 'starting', lagMs: 0 });
  const until = clock.now();
  feed.attach({ status: 'paused', publishedUntil: async () => until, behindSince: () => until });
  clock.advance(2_500);
  expect(await feed.state()).toEqual({ status: 'paused', lagMs: 2_500 });
  expect(feed.lagMs).toBe(2_500);
});

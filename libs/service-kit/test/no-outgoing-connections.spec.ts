import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type WatchedConnections, watchConnections } from '@rollcall/testing';
import { startTestService } from '../src/index.js';
import { ExampleModule } from './example/example.module.js';

let watched: WatchedConnections;
beforeAll(() => {
  watched = watchConnections();
});
afterAll(() => watched.end());

test('the default configuration connects to nothing but this machine', async () => {
  const example = await startTestService(ExampleModule);
  await example.client.put('example', '/rooms/a', { body: { name: 'A', seats: 1 } });
  await example.client.post('example', '/rooms/a/guests/g', { body: { name: 'G' } });
  await example.service.quiet();
  await example.stop();

  expect(watched.loopback()).toBeGreaterThan(0); // the guard was looked at
  expect(watched.outgoing).toEqual([]);
  await expect(fetch('http://192.0.2.1/')).rejects.toThrow();
  expect(watched.outgoing).toEqual(['192.0.2.1']); // and it would have seen one
});

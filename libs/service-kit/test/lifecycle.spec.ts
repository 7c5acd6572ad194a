import { expect, test } from '@jest/globals';
import { startTestService } from '../src/index.js';
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

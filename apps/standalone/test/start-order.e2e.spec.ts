import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { MessageBus } from '@rollcall/event-sourcing';
import { CONFIGURATION, createLogger, type KitConfiguration, openEngines } from '@rollcall/service-kit';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startStandalone, type StandaloneOptions } from '../src/standalone.js';

let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'rollcall-start-order-'));
});
afterEach(() => rm(dataDir, { recursive: true }));

const start = (options: Partial<StandaloneOptions> = {}) =>
  startStandalone({
    environment: { ROLLCALL_DATA_DIR: dataDir, ROLLCALL_PORT: '0' },
    logger: createLogger('silent'),
    ...options,
  });

test('with port 0 a free one is taken, and everybody knows the address that people type', async () => {
  const standalone = await start();
  try {
    expect(standalone.url).toMatch(/^http:\/\/127\.0\.0\.1:[1-9]\d*$/);
    const addresses = standalone.services.map(({ app }) => app.get<KitConfiguration>(CONFIGURATION).publicUrl);
    expect(new Set([standalone.configuration.publicUrl, ...addresses])).toEqual(new Set([standalone.url]));
    expect((await fetch(`${standalone.url}/health/live`)).status).toBe(200);
  } finally {
    await standalone.stop();
  }
}, 60_000);

test('the public door opens when the services follow each other', async () => {
  const consuming: string[] = [];
  let before: readonly string[] | undefined;
  const open: typeof openEngines = async (...configured) => {
    const engines = await openEngines(...configured);
    return {
      ...engines,
      forService: async (name, upcasters) => {
        if (name === 'admin-gateway') before = [...consuming];
        const own = await engines.forService(name, upcasters);
        const consume: typeof own.bus.consume = (group, topics, handling) => {
          consuming.push(group);
          return own.bus.consume(group, topics, handling);
        };
        return { ...own, bus: { ...boundTo(own.bus), consume } };
      },
    };
  };
  const standalone = await start({ open });
  await standalone.stop();
  expect(before).toEqual(expect.arrayContaining(['directory', 'identity', 'authorization', 'licensing']));
  expect(consuming.length).toBeGreaterThan(before?.length ?? 0);
}, 60_000);

/** A bus whose methods can be spread. */
const boundTo = (bus: MessageBus): MessageBus => ({
  publish: (messages) => bus.publish(messages),
  consume: (group, topics, handling) => bus.consume(group, topics, handling),
  observe: (topics, handle) => bus.observe(topics, handle),
  parked: bus.parked,
  close: () => bus.close(),
});

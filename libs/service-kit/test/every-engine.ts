import { type Position, streamName, streamVersion } from '@rollcall/event-sourcing';
import { newEvents } from '@rollcall/testing';
import { listedPerson, batchOf, personList, someMessage, studio } from '@rollcall/testing';
import { loadConfiguration } from '../src/configuration/configuration.js';
import { openEngines } from '../src/engines/open-engines.js';

/** Something durable of one engine: `write` adds the n-th, counted from 0; `holds` tells whether it is there. */
export type Writer = Readonly<{ write(number: number): Promise<unknown>; holds(number: number): Promise<boolean> }>;

const stream = streamName('testing.full', 'disk');
const topic = 'rollcall.testing.v1';
const padding = 'x'.repeat(2_000);
const expectedBefore = (number: number) => (number === 0 ? 'no-stream' : streamVersion(number - 1));
const place = (number: number): Position => String(number).padStart(20, '0') as Position;

/** Every engine of an installation in this folder, each with something to write. */
export async function openWriters(dataDir: string) {
  const engines = await openEngines(loadConfiguration({ ROLLCALL_DATA_DIR: dataDir }, {}));
  const { bus, keys } = engines.shared;
  const service = engines.forService('testing');
  const writers: Record<string, Writer> = {
    events: {
      write: async (n) =>
        (await service).store.append([
          { stream, expected: expectedBefore(n), events: newEvents({ type: 'Padded', data: { padding } }) },
        ]),
      holds: async (n) => {
        for await (const { version } of (await service).store.readStream(stream))
          if (version === BigInt(n)) return true;
        return false;
      },
    },
    bus: {
      write: (n) => bus.publish([someMessage(topic, `thing-${n}`, n, { data: { number: n, padding } })]),
      holds: async (n) => {
        const seen = new Set<string>();
        const each = ({ key }: { key: string }) => (seen.add(key), 'ack' as const);
        await using reader = await bus.consume('reader', [topic], { each });
        await reader.quiet();
        return seen.has(`thing-${n}`);
      },
    },
    keys: {
      write: (n) => keys.keyFor(`person:${n}`),
      holds: async (n) => (await keys.keyFor(`person:${n}`)) !== 'erased',
    },
    readModels: {
      write: async (n) => {
        const { readModels } = await service;
        if (n === 0) await readModels.open(personList);
        await readModels.save(personList, batchOf([listedPerson(`p${n}`, { name: padding })], n + 1, n || 'start'));
      },
      holds: async (n) => (await (await service).readModels.open(personList)).get(studio, `p${n}`).then(Boolean),
    },
    deadlines: {
      write: async (n) =>
        (await service).deadlines.set('ends', `d${n}`, {
          dueAt: new Date(n),
          stream,
          command: { type: 'End', data: { padding } },
        }),
      holds: async (n) =>
        (await (await service).deadlines.due('ends', new Date(n), 20_000)).some(({ key }) => key === `d${n}`),
    },
    ephemeral: {
      write: async (n) => (await service).ephemeral.compareAndSet(`e${n}`, undefined, padding, 3_600_000),
      holds: async (n) => (await (await service).ephemeral.get(`e${n}`)) === padding,
    },
    checkpoints: {
      write: async (n) => (await service).checkpoints.save('relay', n === 0 ? 'start' : place(n), place(n + 1)),
      holds: async (n) => (await (await service).checkpoints.load('relay')) === place(n + 1),
    },
  };
  return {
    writers,
    close: async () => {
      await (await service).close();
      await engines.close();
    },
  };
}

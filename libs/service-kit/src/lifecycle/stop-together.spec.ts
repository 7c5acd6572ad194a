import { expect, test } from '@jest/globals';
import { type StopPhase, stopPhases, stopTogether } from './stop-together.js';

/** Services that write down what is asked of them; `broken` rejects, `stuck` never ends, each in one phase. */
function recorded(
  names: readonly string[],
  odd: Readonly<Record<string, readonly ['broken' | 'stuck', StopPhase]>> = {},
) {
  const order: string[] = [];
  const services = names.map((name) => ({
    name,
    logger: { error: () => void order.push(`${name} tells of it`) },
    announceStop: () => void order.push(`${name} announces`),
    end: async (phase: StopPhase) => {
      order.push(`${name} ${phase}`);
      const [how, where] = odd[name] ?? [];
      if (phase !== where) return;
      if (how === 'broken') throw new Error('broken');
      await new Promise(() => undefined);
    },
  }));
  const close = async () => void order.push('close');
  return { services, order, close };
}

test('phases are over everywhere before the next begins; the last one started closes its door first', async () => {
  const { services, order, close } = recorded(['directory', 'gateway']);
  expect(await stopTogether(services, close)).toBe('in time');
  expect(order).toEqual([
    ...['directory announces', 'gateway announces', 'gateway requests', 'directory requests'],
    ...stopPhases.slice(1).flatMap((phase) => [`directory ${phase}`, `gateway ${phase}`]),
    'close',
  ]);
  expect(stopPhases.slice(1)).toEqual(['listeners', 'relays', 'read models', 'stores']);
});

test('a step that fails keeps nothing else from ending', async () => {
  const { services, order, close } = recorded(['directory', 'gateway'], { gateway: ['broken', 'relays'] });
  expect(await stopTogether(services, close)).toBe('in time');
  expect(order).toContain('gateway tells of it');
  expect(order.slice(-3)).toEqual(['directory stores', 'gateway stores', 'close']);
});

test.each(['requests', 'listeners', 'stores'] as const)('one deadline holds for all: stuck in %s', async (phase) => {
  const { services, order, close } = recorded(['a', 'b', 'c'], { a: ['stuck', phase], b: ['stuck', phase] });
  expect(await stopTogether(services, close, 50)).toBe('late');
  expect(order).not.toContain('close');
  expect(order.at(-1)).toBe('b tells of it');
});

test('closing what is shared has no more time than the rest', async () => {
  const { services } = recorded(['a']);
  expect(await stopTogether(services, () => new Promise(() => undefined), 50)).toBe('late');
});

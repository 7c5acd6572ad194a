import type { Handling, StreamWrite } from '@rollcall/event-sourcing';
import { type Engines, openEngines, type ServiceEngines } from '@rollcall/service-kit';
import type { ArmedPorts } from './armed-ports.js';

/** The ordinary engines, every port of which may end the process. */
export function failingEngines(armed: ArmedPorts): typeof openEngines {
  return async (...args) => {
    const engines = await openEngines(...args);
    const { bus, keys } = engines.shared;
    armed.watch(bus, 'publish', 'publish');
    armed.watch(keys, 'keyFor', 'key');
    armed.watch(keys, 'erase', 'erase');
    const consume = bus.consume.bind(bus);
    Object.defineProperty(bus, 'consume', {
      value: (group: string, topics: readonly string[], handling: Handling) => {
        if ('each' in handling) armed.watch(handling, 'each', 'handle');
        return consume(group, topics, handling);
      },
    });
    const forService: Engines['forService'] = async (service, upcasters) =>
      watched(armed, await engines.forService(service, upcasters));
    return { ...engines, forService };
  };
}

function watched(armed: ArmedPorts, own: ServiceEngines): ServiceEngines {
  const { store, readModels, checkpoints, deadlines, ephemeral } = own;
  armed.watch(store, 'append', 'append', (writes: readonly StreamWrite[]) =>
    writes.flatMap(({ events }) => events.map(({ type }) => type)),
  );
  armed.watch(readModels, 'save', 'save');
  armed.watch(readModels, 'putRows', 'rows');
  armed.watch(readModels, 'scrub', 'scrub');
  armed.watch(checkpoints, 'save', 'checkpoint');
  armed.watch(deadlines, 'sent', 'deadline');
  armed.watch(ephemeral, 'compareAndSet', 'answer', (key: string) => (key.startsWith('idempotency/') ? [] : undefined));
  return own;
}

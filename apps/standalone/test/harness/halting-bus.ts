import type { Handling, MessageBus } from '@rollcall/event-sourcing';
import { openEngines } from '@rollcall/service-kit';

/** What of a bus stands still: nothing is stored, or nothing is handed over. */
export type Halted = 'publishing' | 'delivery';

/** The ordinary engines, whose bus a test can bring to a standstill; nothing is lost by it. */
export function haltingBus() {
  const halts = new Map<Halted, PromiseWithResolvers<void>>();
  let held = 0;
  const passed = async (what: Halted): Promise<void> => {
    const halt = halts.get(what);
    if (!halt) return;
    held += 1;
    await halt.promise;
  };
  const open = async (...args: Parameters<typeof openEngines>): ReturnType<typeof openEngines> => {
    const engines = await openEngines(...args);
    const { bus } = engines.shared;
    const publish = bus.publish.bind(bus);
    const consume = bus.consume.bind(bus);
    const replaced: Pick<MessageBus, 'publish' | 'consume'> = {
      publish: (messages) => passed('publishing').then(() => publish(messages)),
      consume: (group, topics, handling) =>
        consume(
          group,
          topics,
          afterwards(handling, () => passed('delivery')),
        ),
    };
    // An adapter is an object whose methods are called on it: two of them are exchanged.
    for (const [method, value] of Object.entries(replaced)) Object.defineProperty(bus, method, { value });
    return engines;
  };
  return {
    open,
    /** How many messages or batches have come to a standstill so far. */
    held: (): number => held,
    halt: (what: Halted): void => void halts.set(what, Promise.withResolvers()),
    goOn: (): void => {
      for (const { resolve } of halts.values()) resolve();
      halts.clear();
    },
  };
}

/** Handles a message once it has passed. */
function afterwards(handling: Handling, passed: () => Promise<void>): Handling {
  return 'each' in handling
    ? { each: (message) => passed().then(() => handling.each(message)) }
    : { ...handling, batch: (messages) => passed().then(() => handling.batch(messages)) };
}

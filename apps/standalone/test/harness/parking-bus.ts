import type { Envelope, MessageBus } from '@rollcall/event-sourcing';
import { openEngines } from '@rollcall/service-kit';

/** Which messages a listener cannot handle, in which group. */
export type Cannot = (group: string, message: Envelope) => boolean;

/** The ordinary engines, where a test says which messages cannot be handled: they are parked until it says otherwise. */
export function parkingBus() {
  let cannot: Cannot = () => false;
  const open = async (...args: Parameters<typeof openEngines>): ReturnType<typeof openEngines> => {
    const engines = await openEngines(...args);
    const { bus } = engines.shared;
    const consume = bus.consume.bind(bus);
    const replaced: MessageBus['consume'] = (group, topics, handling) =>
      consume(
        group,
        topics,
        'each' in handling
          ? { each: (message) => (cannot(group, message) ? { park: 'cannot be handled' } : handling.each(message)) }
          : handling,
      );
    Object.defineProperty(bus, 'consume', { value: replaced });
    return engines;
  };
  return { open, park: (which: Cannot): void => void (cannot = which), mend: (): void => void (cannot = () => false) };
}

import { type Envelope, erasedSubjectOf, type Handling, type MessageBus } from '@rollcall/event-sourcing';

/** Hands a message that erases somebody over once this process has forgotten them (KRN-17). */
export function forgetfulMessageBus(bus: MessageBus, forget: (subject: string) => void): MessageBus {
  const noting = (message: Envelope): void => {
    const subject = erasedSubjectOf(message);
    if (subject !== undefined) forget(subject);
  };
  const forgetting = (handling: Handling): Handling =>
    'each' in handling
      ? {
          each: (message) => {
            noting(message);
            return handling.each(message);
          },
        }
      : {
          ...handling,
          batch: (messages) => {
            messages.forEach(noting);
            return handling.batch(messages);
          },
        };
  return {
    publish: (messages) => bus.publish(messages),
    consume: (group, topics, handling) => bus.consume(group, topics, forgetting(handling)),
    observe: (topics, handle) => bus.observe(topics, handle),
    parked: bus.parked,
    close: () => bus.close(),
  };
}

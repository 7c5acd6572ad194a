import type { EventStore, Message, StreamName, StreamVersion } from '@rollcall/event-sourcing';

/** The answer to an append that may or may not have been stored. */
export class AnswerLost extends Error {
  override readonly name = 'AnswerLost';
}

/** What may happen to calls of a store on their way. */
export type Unreliability = Readonly<{
  /** Awaited before a call arrives, and before its answer does. */
  delay: () => Promise<void>;
  /** Asked once per append: does its request get lost, or the answer to it? */
  loses: () => 'request' | 'answer' | undefined;
}>;

/** The same store far away: calls and answers take their time, some answers never arrive. Appends keep their order. */
export function unreliableEventStore(store: EventStore, { delay, loses }: Unreliability): EventStore {
  let lastArrival: Promise<unknown> = Promise.resolve();
  return {
    append: async (writes, ticket) => {
      const arrival = lastArrival.then(delay);
      lastArrival = arrival;
      await arrival;
      const lost = loses();
      if (lost === 'request' && ticket) ticket.outcome = 'failed';
      const appended = lost === 'request' ? [] : await store.append(writes, ticket);
      await delay();
      if (lost) throw new AnswerLost('Nobody knows whether this was stored');
      return appended;
    },
    async *readStream<E extends Message>(stream: StreamName, options?: { after?: StreamVersion }) {
      await delay();
      yield* store.readStream<E>(stream, options);
    },
    follow: (options) => store.follow(options),
    head: () => store.head(),
    close: () => store.close(),
  };
}

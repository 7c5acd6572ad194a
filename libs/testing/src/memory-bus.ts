import type { Envelope, Handling, MessageBus, ParkedMessages, Subscription } from '@rollcall/event-sourcing';
import { StoreClosed } from '@rollcall/event-sourcing';
import type { MemoryBroker, MemoryObserver } from './memory-broker.js';
import { MemoryObservation, MemorySubscription } from './memory-subscription.js';

/** One process' view of the topics in memory. */
export class MemoryBus implements MessageBus {
  readonly parked: ParkedMessages;
  readonly #broker: MemoryBroker;
  readonly #subscriptions = new Set<Subscription>();
  #closed = false;

  constructor(broker: MemoryBroker) {
    this.#broker = broker;
    this.parked = {
      list: async (group) => {
        this.#assertOpen();
        const groups = group === undefined ? [...broker.groups.values()] : [broker.group(group)];
        return groups.flatMap(({ parking }) => parking.list());
      },
      redrive: async (group, key) => {
        this.#assertOpen();
        await broker.group(group).redrive(key);
        broker.raise();
      },
      skip: async (id) => {
        this.#assertOpen();
        for (const group of broker.groups.values()) {
          const cause = group.parking.list().find((parked) => parked.id === id && parked.place === 'cause');
          if (cause) group.assertConsumed(cause.key, id);
          const skipped = group.parking.skip(id);
          if (skipped) await group.redrive(skipped.key);
        }
        broker.raise();
      },
    };
  }

  async publish(messages: readonly Envelope[]): Promise<void> {
    this.#assertOpen();
    await this.#broker.publish(messages);
  }

  async consume(group: string, topics: readonly string[], handling: Handling): Promise<Subscription> {
    this.#assertOpen();
    const member = this.#broker.join(group, topics, handling);
    return this.#keep(new MemorySubscription(this.#broker, group, member));
  }

  async observe(topics: readonly string[], show: MemoryObserver['show']): Promise<Subscription> {
    this.#assertOpen();
    return this.#keep(new MemoryObservation(this.#broker, { topics, show }));
  }

  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all([...this.#subscriptions].map((subscription) => subscription[Symbol.asyncDispose]()));
  }

  #keep(subscription: Subscription): Subscription {
    this.#subscriptions.add(subscription);
    return subscription;
  }

  #assertOpen(): void {
    if (this.#closed) throw new StoreClosed('The message bus is closed.');
  }
}

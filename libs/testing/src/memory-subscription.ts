import type { Subscription, SubscriptionStatus } from '@rollcall/event-sourcing';
import { StoreClosed } from '@rollcall/event-sourcing';
import { randomUUID } from 'node:crypto';
import type { MemoryBroker, MemoryObserver } from './memory-broker.js';
import type { MemoryMember } from './memory-group.js';

/** A member's part in a group, in memory. */
export class MemorySubscription implements Subscription {
  readonly id = randomUUID();
  readonly #broker: MemoryBroker;
  readonly #group: string;
  readonly #member: MemoryMember;
  #ended = false;

  constructor(broker: MemoryBroker, group: string, member: MemoryMember) {
    this.#broker = broker;
    this.#group = group;
    this.#member = member;
  }

  get status(): SubscriptionStatus {
    if (this.#ended) return 'stopped';
    if (this.#broker.group(this.#group).away.size > 0) return 'paused';
    return this.lag === 0n ? 'live' : 'catching-up';
  }

  get lag(): bigint {
    const { topics } = this.#broker;
    const group = this.#broker.group(this.#group);
    const waiting = topics.partitions(this.#member.topics).map((place) => topics.length(place) - group.position(place));
    return BigInt(waiting.reduce((sum, count) => sum + count, 0));
  }

  async quiet(): Promise<void> {
    const { topics } = this.#broker;
    const group = this.#broker.group(this.#group);
    const ends = topics.partitions(this.#member.topics).map((place) => ({ place, end: topics.length(place) }));
    await this.#broker.until(() => {
      if (this.#ended) throw new StoreClosed(`The subscription of ${this.#group} has ended.`);
      return ends.every(({ place, end }) => group.position(place) >= end);
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#ended) return;
    this.#ended = true;
    await this.#broker.leave(this.#group, this.#member);
  }
}

/** An observer's subscription; it sees messages while they are published, so it is never behind. */
export class MemoryObservation implements Subscription {
  readonly id = randomUUID();
  readonly lag = 0n;
  status: SubscriptionStatus = 'live';
  readonly #broker: MemoryBroker;
  readonly #observer: MemoryObserver;

  constructor(broker: MemoryBroker, observer: MemoryObserver) {
    this.#broker = broker;
    this.#observer = observer;
    broker.observers.add(observer);
  }

  async quiet(): Promise<void> {
    if (this.status === 'stopped') throw new StoreClosed('The observer has ended.');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#broker.observers.delete(this.#observer);
    this.status = 'stopped';
  }
}

import type { MessageBus } from '@rollcall/event-sourcing';
import { MemoryBroker } from './memory-broker.js';
import type { MemoryBrokerOptions } from './memory-broker.js';
import { MemoryBus } from './memory-bus.js';
import type { StepResult } from './memory-group.js';
import type { MemoryPartition } from './memory-topics.js';

/** A group's place in one partition. */
export type MemoryPlace = MemoryPartition & Readonly<{ group: string }>;

/**
 * A message bus in memory whose pointers a test may move by hand, thousands of steps a second. With `by-hand` nothing is
 * handed over but what the test hands over: it picks among `pending`, and may rewind, repeat or leave things lying.
 */
export class MemoryMessageBus extends MemoryBus {
  readonly #broker: MemoryBroker;

  constructor(broker: MemoryBroker) {
    super(broker);
    this.#broker = broker;
  }

  /** Another process on the same topics. */
  connect(): MessageBus {
    return new MemoryBus(this.#broker);
  }

  /** Where a message waits and somebody is there to handle it. */
  get pending(): readonly MemoryPlace[] {
    const { groups, topics } = this.#broker;
    return [...groups].flatMap(([name, group]) =>
      topics
        .known()
        .filter((place) => group.memberOf(place) && group.position(place) < topics.length(place))
        .map((place) => ({ group: name, ...place })),
    );
  }

  /** How many messages of the partition the group has behind it. */
  handled(place: MemoryPlace): number {
    return this.#broker.group(place.group).position(place);
  }

  /** Hands over the next message; `away` when its handler threw and the pointer stayed. */
  async step(place: MemoryPlace): Promise<StepResult> {
    const result = await this.#broker.group(place.group).step(place);
    this.#broker.raise();
    return result;
  }

  /** The last `by` messages are handed over again: what a lost offset does. */
  rewind(place: MemoryPlace, by: number): void {
    this.#broker.group(place.group).rewind(place, by);
  }

  /** Hands over the message at `position` again although later ones were handled: what a late delivery does. */
  async repeat(place: MemoryPlace, position: number): Promise<StepResult> {
    const record = this.#broker.topics.at(place, position);
    return record ? this.#broker.group(place.group).repeat(record) : 'idle';
  }

  /** The leases of members in the middle of a message run out. */
  expireMembers(): void {
    this.#broker.expire();
  }

  /** Puts a value on a topic that is no contract event. */
  plant(topic: string, key: string, value: string): Promise<void> {
    return this.#broker.append([{ topic, encoded: { key, headers: {}, value } }]);
  }

  /** All that the topics hold, as text. */
  text(): string {
    return this.#broker.topics.text();
  }
}

/** Creates topics in memory and a first bus on them. Parked messages carry the time of `now`, by default 1970. */
export function createMemoryMessageBus(
  options: Omit<MemoryBrokerOptions, 'now'> & Partial<Pick<MemoryBrokerOptions, 'now'>>,
): MemoryMessageBus {
  return new MemoryMessageBus(new MemoryBroker({ now: () => new Date(0), ...options }));
}

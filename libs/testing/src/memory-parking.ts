import type { ParkedMessage } from '@rollcall/event-sourcing';
import type { MemoryRecord } from './memory-topics.js';

type Parked = ParkedMessage & Readonly<{ record: MemoryRecord }>;
const waitingLimit = 1_000;

/** The messages one group has set aside, in memory (KRN-11). */
export class MemoryParking {
  #parked: Parked[] = [];
  readonly #group: string;
  readonly #now: () => Date;

  constructor(group: string, now: () => Date) {
    this.#group = group;
    this.#now = now;
  }

  /** What waits of a message's key, oldest first. */
  ofKey({ topic, received }: MemoryRecord): readonly Parked[] {
    return this.#parked.filter((parked) => parked.topic === topic && parked.key === received.key);
  }

  list(): readonly ParkedMessage[] {
    return this.#parked.map(({ record: _record, ...parked }) => parked);
  }

  /** What waits of a key on all topics. */
  records(key: string): readonly MemoryRecord[] {
    return this.#parked.filter((parked) => parked.key === key).map(({ record }) => record);
  }

  park(record: MemoryRecord, reason: string): void {
    this.#add(record, 'cause', reason);
  }

  /** Lets a message wait behind its key's parked one; `false` when too many wait already. */
  wait(record: MemoryRecord): boolean {
    if (this.ofKey(record).length > waitingLimit) return false;
    this.#add(record, 'behind', 'waits behind an earlier message of its key');
    return true;
  }

  remove(record: MemoryRecord): void {
    this.#parked = this.#parked.filter((parked) => parked.record !== record);
  }

  /** Removes a cause; `undefined` when there is none of this id. */
  skip(id: string): Parked | undefined {
    const cause = this.#parked.find((parked) => parked.id === id && parked.place === 'cause');
    if (cause) this.remove(cause.record);
    return cause;
  }

  failedAgain(record: MemoryRecord, reason: string): void {
    this.#parked = this.#parked.map((parked) =>
      parked.record === record ? { ...parked, place: 'cause', reason } : parked,
    );
  }

  #add(record: MemoryRecord, place: ParkedMessage['place'], reason: string): void {
    if (this.#parked.some((parked) => parked.record === record)) return;
    const { topic, partition, position, received } = record;
    this.#parked.push({
      id: `${this.#group}/${topic}/${partition}/${position}`,
      group: this.#group,
      topic,
      key: received.key,
      type: received.headers['ce_type'] ?? '',
      reason,
      place,
      parkedAt: this.#now(),
      record,
    });
  }
}

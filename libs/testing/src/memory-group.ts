import type { Envelope, Handling, Verdict } from '@rollcall/event-sourcing';
import { NoMember, UndecodableMessage } from '@rollcall/event-sourcing';
import { MemoryParking } from './memory-parking.js';
import type { MemoryPartition, MemoryRecord, MemoryTopics } from './memory-topics.js';
import { partitionName } from './memory-topics.js';

/** A member of a group in memory: `gone` once its lease ran out or it has left. */
export type MemoryMember = { readonly topics: readonly string[]; readonly handling: Handling; gone: boolean };
/** What became of a step: `away` leaves the message where it is, `idle` found none or nobody to handle it. */
export type StepResult = 'handled' | 'away' | 'idle';

/** A group's place in every partition, its members and what it has parked. */
export class MemoryGroup {
  readonly parking: MemoryParking;
  readonly away = new Set<string>();
  #members: MemoryMember[] = [];
  readonly #name: string;
  readonly #topics: MemoryTopics;
  readonly #pointers = new Map<string, number>();
  readonly #turns = new Map<string, { member: MemoryMember | undefined; done: Promise<unknown> }>();

  constructor(name: string, topics: MemoryTopics, now: () => Date) {
    this.#name = name;
    this.#topics = topics;
    this.parking = new MemoryParking(name, now);
  }

  join(member: MemoryMember): void {
    this.#members.push(member);
  }

  /** Waits for what the member is handling. */
  async leave(member: MemoryMember): Promise<void> {
    this.#members = this.#members.filter((other) => other !== member);
    await Promise.all([...this.#turns.values()].filter((turn) => turn.member === member).map(({ done }) => done));
    member.gone = true;
  }

  /** Members in the middle of a message have gone silent: their partitions are free, what they do later counts for nothing. */
  expire(): void {
    for (const { member } of this.#turns.values()) if (member) member.gone = true;
    this.#members = this.#members.filter(({ gone }) => !gone);
    this.#turns.clear();
  }

  position(place: MemoryPartition): number {
    return this.#pointers.get(partitionName(place)) ?? 0;
  }

  /** Moves back by so many messages: they will be handed over again. */
  rewind(place: MemoryPartition, by: number): void {
    this.#pointers.set(partitionName(place), Math.max(0, this.position(place) - by));
  }

  /** Who works on a partition. */
  memberOf({ topic, partition }: MemoryPartition): MemoryMember | undefined {
    const candidates = this.#members.filter(({ topics }) => topics.includes(topic));
    return candidates[partition % candidates.length];
  }

  /** Hands over the next message of a partition, or the next `count` of them to a member that takes batches. */
  step(place: MemoryPartition, count = 1): Promise<StepResult> {
    return this.#inTurn(place, async (member) => {
      const from = this.position(place);
      const next = this.#topics.at(place, from);
      if (!member || !next) return 'idle';
      const size = 'batch' in member.handling ? Math.min(count, this.#topics.length(place) - from) : 1;
      const records = Array.from({ length: size }, (_, index) => this.#topics.at(place, from + index)!);
      const result = await this.#handOver(member, records);
      if (member.gone) return 'idle';
      if (result === 'handled') this.#pointers.set(partitionName(place), from + size);
      return result;
    });
  }

  /** Hands over a message that was handed over before, in the middle of later ones; nothing moves. */
  repeat(record: MemoryRecord): Promise<StepResult> {
    return this.#inTurn(record, async (member) => (member ? this.#handOver(member, [record]) : 'idle'));
  }

  /** @throws NoMember when nobody is there to take a key's parked messages, but for `without`. */
  assertConsumed(key: string, without?: string): void {
    const waiting = this.parking.list().filter((parked) => parked.key === key && parked.id !== without);
    if (this.#members.length === 0 && waiting.length > 0) throw new NoMember(this.#name);
  }

  /** Hands a key's parked messages over again, in order, until one fails. */
  async redrive(key: string): Promise<void> {
    this.assertConsumed(key);
    const first = new Map(this.parking.records(key).map((record) => [record.topic, record]));
    for (const record of first.values()) {
      await this.#inTurn(record, async (member) => {
        for (const { record: parked } of this.parking.ofKey(record)) {
          const verdict = member ? await this.#verdict(member, parked) : { park: 'nobody handles it' };
          if (verdict !== 'ack') return this.parking.failedAgain(parked, verdict.park);
          this.parking.remove(parked);
        }
      });
    }
  }

  async #handOver(member: MemoryMember, records: readonly MemoryRecord[]): Promise<StepResult> {
    const open: Envelope[] = [];
    for (const record of records) {
      if (this.parking.ofKey(record).length > 0) {
        if (!this.parking.wait(record)) return 'away';
        continue;
      }
      const envelope = await this.#decode(record);
      if (envelope instanceof UndecodableMessage) this.parking.park(record, envelope.message);
      else open.push(envelope);
    }
    try {
      const verdict = await handle(member.handling, open);
      if (verdict !== 'ack' && !member.gone) this.parking.park(records[0]!, verdict.park);
      return 'handled';
    } catch {
      return 'away';
    }
  }

  async #verdict(member: MemoryMember, record: MemoryRecord): Promise<Verdict> {
    const envelope = await this.#decode(record);
    return envelope instanceof UndecodableMessage ? { park: envelope.message } : handle(member.handling, [envelope]);
  }

  async #decode(record: MemoryRecord): Promise<Envelope | UndecodableMessage> {
    try {
      return await this.#topics.decode(record);
    } catch (error) {
      if (error instanceof UndecodableMessage) return error;
      throw error;
    }
  }

  /** One piece of work at a time in a partition. */
  #inTurn<T>(place: MemoryPartition, work: (member: MemoryMember | undefined) => Promise<T>): Promise<T> {
    const name = partitionName(place);
    const before = this.#turns.get(name)?.done ?? Promise.resolve();
    const turn: { member: MemoryMember | undefined; done: Promise<unknown> } = { member: undefined, done: before };
    const result = before.then(() => work((turn.member = this.memberOf(place))));
    turn.done = result.catch(() => undefined);
    this.#turns.set(name, turn);
    void turn.done.then(() => this.#turns.get(name) === turn && this.#turns.delete(name));
    return result;
  }
}

async function handle(handling: Handling, envelopes: readonly Envelope[]): Promise<Verdict> {
  if (envelopes.length === 0) return 'ack';
  if ('each' in handling) return handling.each(envelopes[0]!);
  await handling.batch(envelopes);
  return 'ack';
}

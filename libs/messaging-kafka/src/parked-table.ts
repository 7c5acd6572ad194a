import type { Partition } from './partition.js';
import { nameOf } from './partition.js';
import type { ParkedEntry, ParkedRecord, RedriveRequest } from './parked-record.js';

/** What is parked, as the records of the parked topic say it, in all groups. */
export class ParkedTable {
  readonly #entries = new Map<string, ParkedEntry>();
  /** The names of a group's, partition's and key's entries. */
  readonly #keys = new Map<string, Set<string>>();
  readonly #redrives = new Map<string, RedriveRequest>();

  apply(record: ParkedRecord): void {
    if (record.kind === 'redrive') {
      if (record.request) this.#redrives.set(record.id, record.request);
      else this.#redrives.delete(record.id);
    } else if (record.entry) this.#add(record.id, record.entry);
    else this.#remove(record.id);
  }

  /** How many messages of this key wait in this group. */
  count(group: string, place: Partition, key: string): number {
    return this.#keys.size === 0 ? 0 : (this.#keys.get(keyOf(group, place, key))?.size ?? 0);
  }

  /** A parked message by its name. */
  entry(id: string): ParkedEntry | undefined {
    return this.#entries.get(id);
  }

  /** A key's messages, in the order of their partition. */
  entries({ group, key, ...place }: RedriveRequest): readonly ParkedEntry[] {
    const names = this.#keys.get(keyOf(group, place, key)) ?? [];
    return [...names].map((name) => this.#entries.get(name)!).sort(byOffset);
  }

  /** All messages, each group's and partition's in their order. */
  list(group?: string): readonly (readonly [string, ParkedEntry])[] {
    return [...this.#entries]
      .filter(([, entry]) => group === undefined || entry.group === group)
      .sort(([, one], [, other]) => byPlace(one, other));
  }

  /** What is to be handed over again in a group. */
  redrives(group: string): readonly RedriveRequest[] {
    return this.#redrives.size === 0 ? [] : [...this.#redrives.values()].filter((request) => request.group === group);
  }

  #add(id: string, entry: ParkedEntry): void {
    this.#entries.set(id, entry);
    const key = keyOfEntry(entry);
    this.#keys.set(key, (this.#keys.get(key) ?? new Set()).add(id));
  }

  #remove(id: string): void {
    const entry = this.#entries.get(id);
    if (!entry) return;
    this.#entries.delete(id);
    const key = keyOfEntry(entry);
    const names = this.#keys.get(key)!;
    names.delete(id);
    if (names.size === 0) this.#keys.delete(key);
  }
}

const keyOfEntry = ({ group, message }: ParkedEntry): string => keyOf(group, message, message.received.key);
const keyOf = (group: string, place: Partition, key: string): string => `${group}|${nameOf(place)}|${key}`;
const byOffset = (one: ParkedEntry, other: ParkedEntry): number => one.message.offset - other.message.offset;
const byPlace = (one: ParkedEntry, other: ParkedEntry): number =>
  one.group.localeCompare(other.group) ||
  one.message.topic.localeCompare(other.message.topic) ||
  one.message.partition - other.message.partition ||
  byOffset(one, other);

import type { NewEvent, StreamVersion } from './message.js';

/** Of at least how many events of a stream, counted from its end, the command ids are kept in memory (KRN-04). */
export const REMEMBERED_EVENTS = 10_000n;

/** Where the events begin whose ids are known when the stream stands at this version. */
export const beginOfMemory = (version: StreamVersion): bigint => (generationOf(version) - 1n) * REMEMBERED_EVENTS;

const generationOf = (version: StreamVersion): bigint => version / REMEMBERED_EVENTS;

/** Which commands the newest events of one stream came from; kept in two generations, of which the older is dropped whole. */
export class CommandIds {
  private older = new Generation();
  private newer = new Generation();
  private generation = 0n;

  /** `latestForgotten`: newest `occurredAt` of the events that are remembered no more, in ms; 0 without any. */
  constructor(public latestForgotten = 0) {}

  /** Adds the next event of the stream; an event told twice changes nothing. */
  add({ metadata: { commandId, occurredAt } }: NewEvent, version: StreamVersion): void {
    if (generationOf(version) > this.generation) {
      this.latestForgotten = Math.max(this.latestForgotten, this.older.latest);
      [this.older, this.newer] = [this.newer, new Generation()];
      this.generation = generationOf(version);
    }
    this.newer.latest = Math.max(this.newer.latest, occurredAt.getTime());
    if (this.firstVersion(commandId) === undefined) this.newer.first.set(commandId, version);
  }

  /** Where the command's first event stands. */
  firstVersion(commandId: string): StreamVersion | undefined {
    return this.newer.first.get(commandId) ?? this.older.first.get(commandId);
  }

  /** Whether a command of that time could stand among the events that are remembered no more. */
  mayHaveForgotten(occurredAt: Date): boolean {
    return occurredAt.getTime() <= this.latestForgotten;
  }
}

class Generation {
  /** Command id → version of its first event. */
  readonly first = new Map<string, StreamVersion>();
  /** Newest `occurredAt`, in ms. */
  latest = 0;
}

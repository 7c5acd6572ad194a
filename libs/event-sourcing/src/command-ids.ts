import type { NewEvent, StreamVersion } from './message.js';

/** Of how many events of a stream, counted from its end, the command ids are kept in memory (KRN-04). */
export const REMEMBERED_EVENTS = 10_000n;

/** Which commands the newest events of one stream came from. */
export class CommandIds {
  /** In the order of the stream. */
  private readonly first = new Map<string, Readonly<{ version: StreamVersion; occurredAt: number }>>();

  /** `latestForgotten`: newest `occurredAt` of the events that are remembered no more, in ms; 0 without any. */
  constructor(public latestForgotten = 0) {}

  /** Adds the next event of the stream; an event told twice changes nothing. */
  add(event: NewEvent, version: StreamVersion): void {
    const { commandId, occurredAt } = event.metadata;
    if (!this.first.has(commandId)) this.first.set(commandId, { version, occurredAt: occurredAt.getTime() });
    for (const [oldest, { version: place, occurredAt: time }] of this.first) {
      if (place > version - REMEMBERED_EVENTS) break;
      this.first.delete(oldest);
      this.latestForgotten = Math.max(this.latestForgotten, time);
    }
  }

  /** Where the command's first event stands. */
  firstVersion(commandId: string): StreamVersion | undefined {
    return this.first.get(commandId)?.version;
  }

  /** Whether a command of that time could stand among the events that are remembered no more. */
  mayHaveForgotten(occurredAt: Date): boolean {
    return occurredAt.getTime() <= this.latestForgotten;
  }
}

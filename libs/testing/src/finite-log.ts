import type { EventLog, Message, Position, Recorded } from '@rollcall/event-sourcing';
import { positionOf } from './person-list.js';

/** A log that holds these events, at positions from 1 on, and never grows. */
export function createFiniteLog(events: readonly Recorded[]): EventLog {
  const head = events.length === 0 ? 'start' : positionOf(events.length);
  return {
    head: async () => head,
    follow: async function* <E extends Message>({ after, signal }: { after: Position | 'start'; signal: AbortSignal }) {
      const first = after === 'start' ? 0 : Number(after);
      for (const [index, event] of events.slice(first).entries()) {
        yield { kind: 'event', position: positionOf(first + index + 1), event: event as Recorded<E> };
      }
      if (head !== 'start') yield { kind: 'caught-up', position: head };
      if (signal.aborted) return;
      await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
    },
  };
}

import type { LogEntry, Message, Position, Recorded, Scheduler } from '@rollcall/event-sourcing';
import type { CommitSignal } from './commit-signal.js';
import { numberOf, positionOf } from './event-table.js';
import type { LogReader } from './log-reader.js';
import { eventsOf } from './log-reader.js';

/** What a follower asks for; see `follow` of the port. */
export type FollowOptions<E extends Message> = Readonly<{
  after: Position | 'start';
  types: readonly E['type'][] | 'all';
  signal: AbortSignal;
}>;

/** Where a follower reads, and how it learns that there is more. */
export type FollowedLog = Readonly<{
  log: LogReader;
  grown: CommitSignal;
  scheduler: Scheduler;
  /** Throws StoreClosed when following begins too late. */
  assertOpen: () => void;
}>;

/**
 * Reads slice by slice to the end of the log, says so, sleeps until it has grown, and goes on until `signal` aborts.
 * Whoever consumes it sets the pace: at most one slice is read ahead.
 */
export async function* followLog<E extends Message>(
  { log, grown, scheduler, assertOpen }: FollowedLog,
  { after, types, signal }: FollowOptions<E>,
): AsyncGenerator<LogEntry<E>, void, undefined> {
  assertOpen();
  let at = numberOf(after);
  while (!signal.aborted) {
    const from = at;
    const slice = await scheduler.run(() => (signal.aborted ? undefined : log.log(from, types)));
    if (!slice) return;
    const events = await eventsOf(slice);
    for (const [index, position] of slice.positions.entries()) {
      if (signal.aborted) return;
      yield { kind: 'event', position: positionOf(position), event: events[index] as Recorded<E> };
      at = position;
    }
    if (signal.aborted) return;
    if (slice.upTo > at) yield { kind: 'reached', position: positionOf(slice.upTo) };
    at = slice.upTo;
    if (!slice.end) continue;
    yield { kind: 'caught-up', position: positionOf(at) };
    await grown.grownBeyond(at, signal);
  }
}

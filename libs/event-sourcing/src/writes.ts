import type { Message, StreamName } from './message.js';
import { isRejection, type Rejection } from './rejection.js';

/** What one stream receives by a decision, or why the whole decision is refused. */
export type Write = readonly [StreamName, readonly Message[] | Rejection];

/** Joins the writes of one decision, those of one stream in the order given; the first refusal wins. */
export function writes(...all: readonly Write[]): ReadonlyMap<StreamName, readonly Message[]> | Rejection {
  const joined = new Map<StreamName, readonly Message[]>();
  for (const [stream, events] of all) {
    if (isRejection(events)) return events;
    if (events.length > 0) joined.set(stream, [...(joined.get(stream) ?? []), ...events]);
  }
  return joined;
}

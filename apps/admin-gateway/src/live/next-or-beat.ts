import type { Clock } from '@rollcall/event-sourcing';
import type { EventSink } from './event-sink.js';

/** A stream that has nothing to say beats, and looks whether its session goes on, this often, ms. */
const beat = 5_000;

/** Resolves with the next change; without one after a beat, or when the stream ends. */
export async function nextOrBeat(next: Promise<void>, sink: EventSink, clock: Clock): Promise<void> {
  const rested = new AbortController();
  const over = AbortSignal.any([rested.signal, sink.ended]);
  const rest = clock.sleepUntil(new Date(clock.now().getTime() + beat), over).then(() => sink.beat());
  await Promise.race([next, rest]);
  rested.abort();
}

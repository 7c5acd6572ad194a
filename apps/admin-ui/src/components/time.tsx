import { absoluteTime, relativeTime } from '../text/time-text.js';

/** A time as people tell it; the exact one, in the reader's time zone, on hover. */
export function Time({ at }: { at: string }) {
  const time = new Date(at);
  return (
    <time dateTime={at} title={absoluteTime(time)}>
      {relativeTime(time, new Date())}
    </time>
  );
}

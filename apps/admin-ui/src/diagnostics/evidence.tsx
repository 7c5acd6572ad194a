import { counted } from '../text/words.js';
import classes from './diagnostics.module.css';

/** The events that say so, opened on demand. */
export function Evidence({ events }: { events: readonly string[] }) {
  return (
    <details className={classes.evidence}>
      <summary>{counted(events.length, 'event', 'events')}</summary>
      <ul>
        {events.map((event) => (
          <li key={event}>{event}</li>
        ))}
      </ul>
    </details>
  );
}

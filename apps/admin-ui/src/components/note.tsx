import type { ReactNode } from 'react';
import classes from './note.module.css';

const marks = { good: '✓', warn: '!', bad: '✕', info: 'i' } as const;

/** A message on the page: what happened, or what to know. Bad ones are read out at once. */
export function Note(props: { tone: keyof typeof marks; title?: string | undefined; children?: ReactNode }) {
  const { tone, title, children } = props;
  return (
    <div className={classes.note} data-tone={tone} role={tone === 'bad' ? 'alert' : 'status'}>
      <span className={classes.mark} aria-hidden>
        {marks[tone]}
      </span>
      <div>
        {title !== undefined && <strong className={classes.title}>{title}</strong>}
        {children}
      </div>
    </div>
  );
}

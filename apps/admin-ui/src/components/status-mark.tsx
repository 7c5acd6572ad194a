import classes from './status-mark.module.css';

/** A word with a coloured dot: the word says it, the colour helps the eye. */
export function StatusMark({ tone, children }: { tone: 'good' | 'warn' | 'bad' | 'quiet'; children: string }) {
  return (
    <span className={classes.mark} data-tone={tone}>
      <span>{children}</span>
    </span>
  );
}

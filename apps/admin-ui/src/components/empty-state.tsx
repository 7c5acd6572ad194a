import type { ReactNode } from 'react';
import classes from './empty-state.module.css';

/** Instead of an empty list: what could be here and how it gets here. */
export function EmptyState({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className={classes.empty} role="status">
      <strong>{title}</strong>
      {children}
    </div>
  );
}

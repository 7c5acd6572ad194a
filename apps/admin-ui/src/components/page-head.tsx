import { Title } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './page-head.module.css';
import { useTitle } from './use-title.js';

/** A page's name, what belongs beside it, and what can be done. */
export function PageHead({ title, aside, children }: { title: string; aside?: ReactNode; children?: ReactNode }) {
  useTitle(title);
  return (
    <div className={classes.head}>
      <Title order={1}>{title}</Title>
      {aside}
      <span className={classes.actions}>{children}</span>
    </div>
  );
}

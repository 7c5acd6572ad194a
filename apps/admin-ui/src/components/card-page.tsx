import { Title } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './card-page.module.css';

/** A page with one thing to do: signing in, accepting, confirming. */
export function CardPage({ title, children }: { title: string; children: ReactNode }) {
  return (
    <main className={classes.page}>
      <div className={classes.brand}>
        <img src="/icon.svg" alt="" width={28} height={28} /> Rollcall
      </div>
      <section className={classes.card}>
        <Title order={1}>{title}</Title>
        {children}
      </section>
    </main>
  );
}

import { Skeleton } from '@mantine/core';
import classes from './frame.module.css';

/** The shape of a page while it is not known who is there. */
export function FrameSkeleton() {
  return (
    <div aria-busy="true">
      <div className={classes.bar} />
      <main className={classes.page}>
        <Skeleton height={26} width={220} mb={16} />
        {Array.from({ length: 8 }, (_, row) => (
          <Skeleton key={row} height={22} mb={12} />
        ))}
      </main>
    </div>
  );
}

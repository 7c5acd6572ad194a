import { Skeleton } from '@mantine/core';
import type { Column } from './column.js';
import classes from './data-table.module.css';

/** The shape of a table's rows while they are being read. */
export function SkeletonRows<Row>({ columns }: { columns: readonly Column<Row>[] }) {
  return (
    <div aria-hidden>
      {Array.from({ length: 10 }, (_, row) => (
        <div key={row} className={classes.waiting}>
          {columns.map(({ id }) => (
            <div key={id} className={classes.cell}>
              <Skeleton height={12} width={`${50 + ((row * 17 + id.length * 11) % 40)}%`} />
            </div>
          ))}
        </div>
      ))}
    </div>
  );
}

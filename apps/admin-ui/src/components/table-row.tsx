import type { Ref } from 'react';
import type { Column } from './column.js';
import classes from './data-table.module.css';

/** One row of a table, at its place; `ref` measures its height. */
export function TableRow<Row>(props: {
  ref: Ref<HTMLDivElement>;
  columns: readonly Column<Row>[];
  row: Row;
  index: number;
  start: number;
  isMarked: boolean;
}) {
  const { ref, columns, row, index, start, isMarked } = props;
  return (
    <div
      ref={ref}
      role="row"
      aria-rowindex={index + 2}
      data-index={index}
      data-marked={isMarked || undefined}
      className={classes.row}
      style={{ transform: `translateY(${start}px)` }}
    >
      {columns.map(({ id, cell }) => (
        <div key={id} role="cell" className={classes.cell}>
          {cell(row)}
        </div>
      ))}
    </div>
  );
}

import type { Column } from './column.js';
import classes from './data-table.module.css';

/** A column's name; where the list can be sorted by it, a button that does. */
export function HeaderCell<Row>(props: {
  column: Column<Row>;
  sort: string | undefined;
  onSort: ((column: string) => void) | undefined;
}) {
  const { column, sort, onSort } = props;
  const by = column.sort;
  if (by === undefined || !onSort)
    return (
      <div role="columnheader" className={classes.header}>
        {column.header}
      </div>
    );
  const order = sort === by ? 'ascending' : sort === `-${by}` ? 'descending' : 'none';
  return (
    <div role="columnheader" aria-sort={order} className={classes.header}>
      <button type="button" onClick={() => onSort(by)}>
        {column.header}
        <span aria-hidden>{order === 'ascending' ? ' ↑' : order === 'descending' ? ' ↓' : ''}</span>
      </button>
    </div>
  );
}

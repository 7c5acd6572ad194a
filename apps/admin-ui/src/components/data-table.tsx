import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, type CSSProperties } from 'react';
import type { Column } from './column.js';
import classes from './data-table.module.css';
import { HeaderCell } from './header-cell.js';
import { SkeletonRows } from './skeleton-rows.js';
import { TableRow } from './table-row.js';

/** What a table shows and tells. */
export type DataTableProps<Row> = Readonly<{
  label: string;
  columns: readonly Column<Row>[];
  /** Absent while they are being read. */
  rows?: readonly Row[] | undefined;
  rowId: (row: Row) => string;
  /** How many rows there are in all, for those who hear the table; not known: -1. */
  total?: number;
  sort?: string;
  onSort?: (column: string) => void;
  /** Asked when the last rows come into view. */
  onEnd?: () => void;
  /** Rows to point out. */
  isMarked?: (row: Row) => boolean;
}>;

/** A long table that draws only the rows in view; its cells are read out as a table's. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { label, columns, rows, rowId, total = rows?.length ?? -1, onEnd, isMarked } = props;
  const frame = useRef<HTMLDivElement>(null);
  const rowsInView = useVirtualizer({
    count: rows?.length ?? 0,
    getScrollElement: () => frame.current,
    estimateSize: () => 41,
    overscan: 12,
  });
  const items = rowsInView.getVirtualItems();
  const last = items.at(-1)?.index ?? -1;
  const nearEnd = rows !== undefined && last >= rows.length - 20;
  useEffect(() => {
    if (nearEnd) onEnd?.();
  }, [nearEnd, onEnd, rows?.length]);
  const tracks = { '--tracks': columns.map(({ width }) => width).join(' ') } as CSSProperties;
  return (
    <div ref={frame} className={classes.frame} tabIndex={0} role="region" aria-label={`${label}, scrollable`}>
      <div
        role="table"
        aria-label={label}
        aria-rowcount={total}
        aria-busy={!rows}
        className={classes.table}
        style={tracks}
      >
        <div role="rowgroup" className={classes.head}>
          <div role="row" className={classes.row}>
            {columns.map((column) => (
              <HeaderCell key={column.id} column={column} sort={props.sort} onSort={props.onSort} />
            ))}
          </div>
        </div>
        {!rows && <SkeletonRows columns={columns} />}
        <div role="rowgroup" className={classes.body} style={{ height: rowsInView.getTotalSize() }}>
          {items.map(({ index, start }) => {
            const row = rows?.[index];
            if (row === undefined) return null;
            const place = { index, start, isMarked: isMarked?.(row) ?? false };
            return <TableRow key={rowId(row)} ref={rowsInView.measureElement} columns={columns} row={row} {...place} />;
          })}
        </div>
      </div>
    </div>
  );
}

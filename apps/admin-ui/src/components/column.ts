import type { ReactNode } from 'react';

/** One column of a table. */
export type Column<Row> = Readonly<{
  id: string;
  header: string;
  /** A track of CSS grid, e.g. `minmax(8rem, 2fr)`. */
  width: string;
  cell: (row: Row) => ReactNode;
  /** The name the list sorts by, where it can be sorted. */
  sort?: string;
}>;

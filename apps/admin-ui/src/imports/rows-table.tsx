import type { Schemas } from '../api/schemas.js';
import type { Column } from '../components/column.js';
import { DataTable } from '../components/data-table.js';
import { StatusMark } from '../components/status-mark.js';

type Row = Schemas['ImportRowDto'];

const tones = { good: 'quiet', bad: 'bad', applied: 'good', refused: 'bad' } as const;
const words = { good: 'waiting', bad: 'not imported', applied: 'imported', refused: 'refused' } as const;

const columns: readonly Column<Row>[] = [
  { id: 'row', header: 'Row', width: '5rem', cell: ({ row }) => row },
  { id: 'name', header: 'Name', width: 'minmax(11rem, 1fr)', cell: ({ name }) => <bdi>{name}</bdi> },
  { id: 'login', header: 'Login', width: 'minmax(9rem, 1fr)', cell: ({ login }) => <bdi>{login}</bdi> },
  {
    id: 'state',
    header: 'Result',
    width: '9rem',
    cell: ({ state }) => <StatusMark tone={tones[state]}>{words[state]}</StatusMark>,
  },
  {
    id: 'reason',
    header: 'Reason',
    width: 'minmax(14rem, 2fr)',
    cell: ({ reason }) => <span title={reason}>{reason}</span>,
  },
];

/** What became of every row. */
export function RowsTable({ rows }: { rows: readonly Row[] | undefined }) {
  return <DataTable label="Rows" columns={columns} rows={rows} rowId={({ row }) => String(row)} />;
}

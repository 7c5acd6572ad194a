import type { Column } from '../components/column.js';
import { DataTable } from '../components/data-table.js';
import { StatusMark } from '../components/status-mark.js';
import type { FlatFinding } from './flat-findings.js';

const columns: readonly Column<FlatFinding>[] = [
  { id: 'row', header: 'Row', width: '5rem', cell: ({ row }) => row },
  { id: 'column', header: 'Column', width: 'minmax(9rem, 1fr)', cell: ({ column }) => column ?? 'whole row' },
  {
    id: 'severity',
    header: 'Kind',
    width: '7rem',
    cell: ({ severity }) => <StatusMark tone={severity === 'error' ? 'bad' : 'quiet'}>{severity}</StatusMark>,
  },
  {
    id: 'reason',
    header: 'Reason',
    width: 'minmax(20rem, 4fr)',
    cell: ({ message }) => <span title={message}>{message}</span>,
  },
];

/** What is wrong with a file: row, column and reason. */
export function FindingsTable({ findings }: { findings: readonly FlatFinding[] }) {
  return <DataTable label="Findings" columns={columns} rows={findings} rowId={({ id }) => id} />;
}

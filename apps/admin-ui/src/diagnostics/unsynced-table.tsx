import type { Schemas } from '../api/schemas.js';
import type { Column } from '../components/column.js';
import { DataTable } from '../components/data-table.js';
import { StatusMark } from '../components/status-mark.js';
import { Time } from '../components/time.js';
import { Evidence } from './evidence.js';
import { kindText, partyText } from './finding-words.js';
import { StatusChoice } from './status-choice.js';

type Finding = Schemas['FindingDto'];

/** Un-synced people with what disagrees, since when, by whom, the evidence, and the status they are to get. */
export function UnsyncedTable(props: { run: string; findings: readonly Finding[] | undefined; isOpen: boolean }) {
  const { run, findings, isOpen } = props;
  return (
    <DataTable
      label="Un-synced users"
      columns={columnsFor(run, isOpen)}
      rows={findings}
      rowId={({ personId }) => personId}
    />
  );
}

function columnsFor(run: string, isOpen: boolean): readonly Column<Finding>[] {
  return [
    { id: 'name', header: 'Name', width: 'minmax(9rem, 1fr)', cell: ({ name }) => <bdi>{name}</bdi> },
    { id: 'login', header: 'Login', width: 'minmax(7rem, 1fr)', cell: ({ login }) => <bdi>{login}</bdi> },
    {
      id: 'email',
      header: 'Email',
      width: 'minmax(11rem, 1.3fr)',
      cell: ({ email }) => <span title={email}>{email}</span>,
    },
    {
      id: 'kind',
      header: 'What disagrees',
      width: 'minmax(15rem, 1.7fr)',
      cell: ({ kind }) => <span title={kind}>{kindText(kind)}</span>,
    },
    { id: 'since', header: 'Since', width: '7.5rem', cell: ({ since }) => <Time at={since} /> },
    { id: 'by', header: 'By', width: 'minmax(6.5rem, 0.7fr)', cell: ({ by }) => <bdi>{partyText(by)}</bdi> },
    { id: 'evidence', header: 'Evidence', width: '8rem', cell: ({ evidence }) => <Evidence events={evidence} /> },
    {
      id: 'status',
      header: 'Status',
      width: '10rem',
      cell: (finding) => (isOpen ? <StatusChoice run={run} finding={finding} /> : <Outcome finding={finding} />),
    },
  ];
}

function Outcome({ finding: { state, chosenStatus, reason } }: { finding: Finding }) {
  if (state === 'unresolved')
    return (
      <span title={reason}>
        <StatusMark tone="bad">not resolved</StatusMark>
      </span>
    );
  return <StatusMark tone={state === 'resolved' ? 'good' : 'quiet'}>{chosenStatus}</StatusMark>;
}

import { Link } from 'react-router';
import type { Schemas } from '../api/schemas.js';
import type { Column } from '../components/column.js';
import { DataTable } from '../components/data-table.js';
import { EmptyState } from '../components/empty-state.js';
import { FailedState } from '../components/failed-state.js';
import { PageHead } from '../components/page-head.js';
import { Time } from '../components/time.js';
import { PageFrame } from '../shell/page-frame.js';
import { useMailbox } from './use-mailbox.js';

const columns: readonly Column<Schemas['MailboxMessageDto']>[] = [
  {
    id: 'subject',
    header: 'Subject',
    width: 'minmax(16rem, 2fr)',
    cell: ({ id, subject }) => <Link to={`/mailbox/${encodeURIComponent(id)}`}>{subject}</Link>,
  },
  { id: 'to', header: 'To', width: 'minmax(14rem, 1.5fr)', cell: ({ to }) => to },
  { id: 'sentAt', header: 'Sent', width: '11rem', cell: ({ sentAt }) => <Time at={sentAt} /> },
];

/** The mailbox on disk: what would have been mailed, newest first. */
export function MailboxPage() {
  const { data, error, refetch } = useMailbox();
  return (
    <PageFrame>
      <PageHead title="Mailbox" aside={<span>Mails stay here instead of going out.</span>} />
      {error && !data ? (
        <FailedState error={error} onRetry={() => void refetch()} />
      ) : data?.items.length === 0 ? (
        <EmptyState title="No mail yet">Create a person, and their invitation arrives here.</EmptyState>
      ) : (
        <DataTable label="Mails" columns={columns} rows={data?.items} rowId={({ id }) => id} />
      )}
    </PageFrame>
  );
}

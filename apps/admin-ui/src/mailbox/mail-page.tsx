import { Skeleton } from '@mantine/core';
import { Link, useParams } from 'react-router';
import { FailedState } from '../components/failed-state.js';
import { PageHead } from '../components/page-head.js';
import { Time } from '../components/time.js';
import { PageFrame } from '../shell/page-frame.js';
import { MailView } from './mail-view.js';
import { useMail } from './use-mailbox.js';

/** One mail as its reader sees it. */
export function MailPage() {
  const { message = '' } = useParams();
  const { data: mail, error, refetch } = useMail(message);
  return (
    <PageFrame>
      <PageHead
        title={mail?.subject ?? 'Mail'}
        aside={
          mail && (
            <span>
              to {mail.to}, <Time at={mail.sentAt} />
            </span>
          )
        }
      >
        <Link to="/mailbox">All mails</Link>
      </PageHead>
      {error && !mail && <FailedState error={error} onRetry={() => void refetch()} />}
      {mail ? <MailView subject={mail.subject} html={mail.html} /> : !error && <Skeleton height={320} />}
    </PageFrame>
  );
}

import { Skeleton } from '@mantine/core';
import { useParams } from 'react-router';
import { FailedState } from '../components/failed-state.js';
import { PageHead } from '../components/page-head.js';
import { StatusMark } from '../components/status-mark.js';
import { usePerson } from '../people/use-person.js';
import { useSite } from '../shell/site-context.js';
import { AccessSection } from './access-section.js';
import { ActivationSection } from './activation-section.js';
import { DetailsSection } from './details-section.js';
import { LockNote } from './lock-note.js';
import { PasswordSection } from './password-section.js';
import classes from './person.module.css';
import { ProjectsSection } from './projects-section.js';
import { SecondFactorSection } from './second-factor-section.js';
import { SecurityEmails } from './security-emails.js';
import { RolesSection } from './roles-section.js';
import { SessionsSection } from './sessions-section.js';
import { StatusButton } from './status-button.js';

/** One person: what is known, what may be changed, and why they may or may not do something. */
export function PersonPage() {
  const { person: id = '' } = useParams();
  const { siteId, may } = useSite();
  const { data: person, error, refetch } = usePerson(siteId, id);
  if (error && !person) return <FailedState error={error} onRetry={() => void refetch()} />;
  if (!person) return <Skeleton height={320} />;
  const status = person.status && (
    <StatusMark tone={person.status === 'active' ? 'good' : 'quiet'}>{person.status}</StatusMark>
  );
  return (
    <>
      <PageHead title={person.name ?? 'Unnamed'} aside={status}>
        {may.changeStatus && <StatusButton person={person} />}
      </PageHead>
      <div className={classes.columns}>
        <div className={classes.column}>
          <DetailsSection key={person.etag} person={person} />
          <RolesSection person={person} />
          <ProjectsSection person={person} />
        </div>
        <div className={classes.column}>
          <LockNote person={person} />
          <ActivationSection person={person} />
          {may.changeCredential && <PasswordSection person={person} />}
          {may.changeCredential && <SecondFactorSection person={person} />}
          {may.changeCredential && <SessionsSection person={person} />}
          {may.accessAdmin && person.accountStatus && <SecurityEmails person={person} />}
          <AccessSection person={person} />
        </div>
      </div>
    </>
  );
}

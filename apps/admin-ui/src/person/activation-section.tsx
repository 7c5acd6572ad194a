import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { api, once, read } from '../api/client.js';
import type { Person } from '../api/schemas.js';
import { Note } from '../components/note.js';
import { ProblemNote } from '../components/problem-note.js';
import { Section } from '../components/section.js';
import { Time } from '../components/time.js';
import { kindText, partyText } from '../diagnostics/finding-words.js';
import { ActivationSteps } from '../people/activation-steps.js';
import { useSite } from '../shell/site-context.js';
import classes from './person.module.css';
import { usePersonWrite } from './use-person-write.js';

const invitationWords = {
  issued: 'being sent',
  sent: 'sent',
  failed: 'could not be sent',
  accepted: 'accepted',
  void: 'void, replaced or withdrawn',
} as const;

/** How far the person is on the way to signing in, and what happened on it. */
export function ActivationSection({ person }: { person: Person }) {
  const { siteId, may } = useSite();
  const { activation, invitation, drift } = person;
  const isIdle = person.status === 'disabled' && activation?.state === 'none';
  const stopped = activation?.state === 'refused' || activation?.state === 'timed-out';
  const params = { path: { site: siteId, person: person.id }, header: once() };
  const again = usePersonWrite(person.id, () =>
    read(api.POST('/api/v1/sites/{site}/people/{person}/activate', { params, body: { welcome: 'invite' } })),
  );
  return (
    <Section title="Activation">
      {isIdle ? (
        <p>Nothing is under way. Activating looks up the account, claims a seat and invites.</p>
      ) : (
        <ActivationSteps person={person} />
      )}
      {stopped && may.changeStatus && (
        <div>
          <Button size="xs" loading={again.isPending} onClick={() => again.mutate()}>
            Try again
          </Button>
        </div>
      )}
      <ProblemNote error={again.error} />
      {drift && (
        <Note tone="warn" title="Un-synced">
          {kindText(drift.kind)}, since <Time at={drift.since} />, by {partyText(drift.by)}.
        </Note>
      )}
      <dl className={classes.facts}>
        <Fact name="Created">
          <Time at={person.createdAt} />
        </Fact>
        <Fact name="Account Status">{person.accountStatus ?? 'No account yet'}</Fact>
        {activation && !isIdle && (
          <Fact name="Activation attempt">
            {activation.attempt}: {activation.reason ?? activation.state}
          </Fact>
        )}
        {invitation && (
          <Fact name="Invitation">
            {invitationWords[invitation.state]}, asked for <Time at={invitation.issuedAt} />, ends{' '}
            <Time at={invitation.expiresAt} />
          </Fact>
        )}
      </dl>
    </Section>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}

import { Button } from '@mantine/core';
import { useState } from 'react';
import { api, once, read } from '../api/client.js';
import type { Person } from '../api/schemas.js';
import { Note } from '../components/note.js';
import { ProblemNote } from '../components/problem-note.js';
import { Section } from '../components/section.js';
import { useSite } from '../shell/site-context.js';
import classes from './person.module.css';
import { usePersonWrite } from './use-person-write.js';

/** The Password field: Reset Password, then Save; nothing is sent before Save (IDN-15, IDN-39). */
export function PasswordSection({ person }: { person: Person }) {
  const { siteId } = useSite();
  const [staged, setStaged] = useState(false);
  const params = { path: { site: siteId, person: person.id }, header: once() };
  const save = usePersonWrite(person.id, () =>
    read(api.POST('/api/v1/sites/{site}/people/{person}/reset-credential', { params, body: { delivery: 'link' } })),
  );
  const effect =
    person.accountStatus === 'Created'
      ? 'A mail with a link to choose a new one'
      : 'A new invitation, which voids the old one,';
  return (
    <Section title="Password">
      {staged ? (
        <>
          <p>
            {effect} goes to {person.email} when you save.
          </p>
          <div className={classes.buttons}>
            <Button
              loading={save.isPending}
              onClick={() => save.mutate(undefined, { onSuccess: () => setStaged(false) })}
            >
              Save
            </Button>
            <Button variant="default" onClick={() => setStaged(false)}>
              Cancel
            </Button>
          </div>
        </>
      ) : (
        <div>
          <Button variant="default" onClick={() => setStaged(true)}>
            Reset Password
          </Button>
        </div>
      )}
      <ProblemNote error={save.error} />
      {save.isSuccess && !staged && <Note tone="good">Saved. The mail is on its way.</Note>}
    </Section>
  );
}

import { Button } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { toProblem } from '../api/problem.js';
import type { Person } from '../api/schemas.js';
import { ProblemNote } from '../components/problem-note.js';
import { Section } from '../components/section.js';
import { isAtField } from '../people/new-person.js';
import { changedDetails, detailsOf } from './details-draft.js';
import { DetailFields } from './detail-fields.js';
import { EmailWarning } from './email-warning.js';
import classes from './person.module.css';
import { useSaveDetails } from './use-save-details.js';

/** Name, login and email. What a new email would do is asked before it is saved (IDN-44, IDN-50). */
export function DetailsSection({ person }: { person: Person }) {
  const before = detailsOf(person);
  const [draft, setDraft] = useState(before);
  const { save, advice, forget } = useSaveDetails(person);
  const change = changedDetails(before, draft);
  const problem = save.error ? toProblem(save.error) : undefined;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate({ change, confirmTwin: false });
  };
  return (
    <Section title="Details">
      <form className={classes.fields} onSubmit={submit}>
        <DetailFields
          draft={draft}
          problem={problem}
          onChange={(edit) => {
            setDraft((now) => ({ ...now, ...edit }));
            forget();
          }}
        />
        <div className={classes.wide}>
          {problem && !isAtField(problem) && <ProblemNote error={problem} />}
          {advice && (
            <EmailWarning
              advice={advice}
              isBusy={save.isPending}
              onConfirm={() => save.mutate({ change, confirmTwin: true })}
              onCancel={() => {
                setDraft((now) => ({ ...now, email: before.email }));
                forget();
              }}
            />
          )}
        </div>
        <div className={classes.wide}>
          <Button
            type="submit"
            loading={save.isPending}
            disabled={Object.keys(change).length === 0 || advice !== undefined}
          >
            Save Changes
          </Button>
        </div>
      </form>
    </Section>
  );
}

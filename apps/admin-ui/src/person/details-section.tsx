import { Button, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { toProblem } from '../api/problem.js';
import type { Person } from '../api/schemas.js';
import { ProblemNote } from '../components/problem-note.js';
import { Section } from '../components/section.js';
import { fieldProblem, isAtField } from '../people/new-person.js';
import { useSite } from '../shell/site-context.js';
import { changedDetails, detailsOf } from './details-draft.js';
import { EmailWarning } from './email-warning.js';
import classes from './person.module.css';
import { useSaveDetails } from './use-save-details.js';

const fields = [
  { name: 'firstName', label: 'First Name', right: 'renamePerson' },
  { name: 'lastName', label: 'Last Name', right: 'renamePerson' },
  { name: 'login', label: 'Login', right: 'changeLogin' },
  { name: 'email', label: 'Email', right: 'changeEmail' },
] as const;

/** Name, login and email. What a new email would do is asked before it is saved (IDN-44, IDN-50). */
export function DetailsSection({ person }: { person: Person }) {
  const { may } = useSite();
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
        {fields.map(({ name, label, right }) => (
          <TextInput
            key={name}
            label={label}
            dir="auto"
            value={draft[name]}
            readOnly={!may[right]}
            description={may[right] ? undefined : 'Not yours to change'}
            error={fieldProblem(problem, name)}
            onChange={({ currentTarget: { value } }) => {
              setDraft((now) => ({ ...now, [name]: value }));
              forget();
            }}
          />
        ))}
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

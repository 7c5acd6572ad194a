import { Button } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { toProblem } from '../api/problem.js';
import { ProblemNote } from '../components/problem-note.js';
import { isAtField, newPerson } from './new-person.js';
import { NewPersonLinks } from './new-person-links.js';
import { NewPersonTexts } from './new-person-texts.js';
import classes from './people.module.css';
import { useCreatePerson } from './use-create-person.js';

/** What is asked of a newcomer; a refused field says why, at the field. */
export function NewPersonForm({ onDone }: { onDone: () => void }) {
  const [draft, setDraft] = useState(newPerson);
  const create = useCreatePerson(onDone);
  const problem = create.error ? toProblem(create.error) : undefined;
  const fields = {
    draft,
    problem,
    onChange: (change: Partial<typeof draft>) => setDraft((now) => ({ ...now, ...change })),
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    create.mutate(draft);
  };
  return (
    <form className={classes.form} onSubmit={submit}>
      <NewPersonTexts {...fields} />
      <NewPersonLinks {...fields} />
      {problem && !isAtField(problem) && (
        <div className={classes.wide}>
          <ProblemNote error={problem} />
        </div>
      )}
      <div className={classes.buttons}>
        <Button variant="default" onClick={onDone}>
          Cancel
        </Button>
        <Button type="submit" loading={create.isPending}>
          Create Person
        </Button>
      </div>
    </form>
  );
}

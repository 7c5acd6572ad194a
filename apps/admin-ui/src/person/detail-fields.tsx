import { TextInput } from '@mantine/core';
import type { Problem } from '../api/problem.js';
import { fieldProblem } from '../people/new-person.js';
import { useSite } from '../shell/site-context.js';
import type { Details } from './details-draft.js';

const fields = [
  { name: 'firstName', label: 'First Name', right: 'renamePerson' },
  { name: 'lastName', label: 'Last Name', right: 'renamePerson' },
  { name: 'login', label: 'Login', right: 'changeLogin' },
  { name: 'email', label: 'Email', right: 'changeEmail' },
] as const;

/** Name, login and email, each editable where the caller's role says so. */
export function DetailFields(props: {
  draft: Details;
  problem: Problem | undefined;
  onChange: (edit: Partial<Details>) => void;
}) {
  const { draft, problem, onChange } = props;
  const { may } = useSite();
  return fields.map(({ name, label, right }) => (
    <TextInput
      key={name}
      label={label}
      dir="auto"
      value={draft[name]}
      readOnly={!may[right]}
      description={may[right] ? undefined : 'Not yours to change'}
      error={fieldProblem(problem, name)}
      onChange={(event) => onChange({ [name]: event.currentTarget.value })}
    />
  ));
}

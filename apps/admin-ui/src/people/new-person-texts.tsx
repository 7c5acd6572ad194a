import { TextInput } from '@mantine/core';
import { fieldProblem, type NewPersonFields } from './new-person.js';

const texts = [
  { name: 'firstName', label: 'First Name' },
  { name: 'lastName', label: 'Last Name' },
  { name: 'login', label: 'Login' },
  { name: 'email', label: 'Email' },
] as const;

/** Name, login and email; a single name leaves Last Name empty. */
export function NewPersonTexts({ draft, problem, onChange }: NewPersonFields) {
  return texts.map(({ name, label }, index) => (
    <TextInput
      key={name}
      data-autofocus={index === 0 || undefined}
      label={label}
      type={name === 'email' ? 'email' : 'text'}
      autoComplete="off"
      dir="auto"
      required={name !== 'lastName'}
      withAsterisk={false}
      value={draft[name]}
      error={fieldProblem(problem, name)}
      onChange={(event) => onChange({ [name]: event.currentTarget.value })}
    />
  ));
}

import { Anchor, Button, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { Link } from 'react-router';
import { api, read } from '../api/client.js';
import { CardPage } from '../components/card-page.js';
import { Note } from '../components/note.js';
import { ProblemNote } from '../components/problem-note.js';
import { useTitle } from '../components/use-title.js';

const fields = [
  { name: 'firstName', label: 'First Name', type: 'text', autoComplete: 'given-name', required: true },
  { name: 'lastName', label: 'Last Name', type: 'text', autoComplete: 'family-name', required: false },
  { name: 'email', label: 'Email', type: 'email', autoComplete: 'email', required: true },
] as const;

/** Making an account of one's own: it gives access to no site and holds no seat (IDN-53). */
export function SignUpPage() {
  useTitle('Sign up');
  const [draft, setDraft] = useState({ firstName: '', lastName: '', email: '' });
  const signUp = useMutation({ mutationFn: () => read(api.POST('/api/v1/accounts', { body: draft })) });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    signUp.mutate();
  };
  if (signUp.isSuccess)
    return (
      <CardPage title="Look into your mail">
        <Note tone="info">If {draft.email} can have an account, a link to confirm it is on its way.</Note>
      </CardPage>
    );
  return (
    <CardPage title="Sign up">
      <form onSubmit={submit}>
        {fields.map(({ name, ...field }) => (
          <TextInput
            key={name}
            {...field}
            withAsterisk={false}
            dir="auto"
            value={draft[name]}
            onChange={({ currentTarget: { value } }) => setDraft((now) => ({ ...now, [name]: value }))}
          />
        ))}
        <ProblemNote error={signUp.error} />
        <Button type="submit" loading={signUp.isPending}>
          Sign up
        </Button>
      </form>
      <Anchor component={Link} to="/sign-in" underline="always">
        Go to sign in
      </Anchor>
    </CardPage>
  );
}

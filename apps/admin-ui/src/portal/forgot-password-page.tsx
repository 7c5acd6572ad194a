import { Anchor, Button, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { Link, useSearchParams } from 'react-router';
import { api, read } from '../api/client.js';
import { CardPage } from '../components/card-page.js';
import { Note } from '../components/note.js';
import { ProblemNote } from '../components/problem-note.js';
import { useTitle } from '../components/use-title.js';

/** Asking for a link to a new password; whether the address has an account is told in the mail only (IDN-16, IDN-17). */
export function ForgotPasswordPage() {
  useTitle('Forgot password');
  const [search] = useSearchParams();
  const [email, setEmail] = useState(search.get('email') ?? '');
  const ask = useMutation({ mutationFn: () => read(api.POST('/api/v1/password-resets', { body: { email } })) });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    ask.mutate();
  };
  return (
    <CardPage title={ask.isSuccess ? 'Look into your mail' : 'Forgot password?'}>
      {ask.isSuccess ? (
        <Note tone="info">
          If {email} has an account, a link to choose a new password is on its way. It works for 30 minutes.
        </Note>
      ) : (
        <form onSubmit={submit}>
          <p>You get a mail with a link to choose a new one. If your account is locked, that ends the lock.</p>
          <TextInput
            label="Email"
            type="email"
            name="email"
            autoComplete="username"
            required
            withAsterisk={false}
            value={email}
            onChange={(event) => setEmail(event.currentTarget.value)}
          />
          <ProblemNote error={ask.error} />
          <Button type="submit" loading={ask.isPending}>
            Send link
          </Button>
        </form>
      )}
      <Anchor component={Link} to="/sign-in" underline="always">
        Go to sign in
      </Anchor>
    </CardPage>
  );
}

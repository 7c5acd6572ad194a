import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { api, read } from '../api/client.js';
import { toProblem } from '../api/problem.js';
import { CardPage } from '../components/card-page.js';
import { ProblemNote } from '../components/problem-note.js';
import { useTitle } from '../components/use-title.js';
import { NewPasswordInput } from '../session/new-password-input.js';
import { seemsAllowed } from '../session/password-rules.js';
import { DeadLink } from './dead-link.js';
import { linkOf } from './link-of-mail.js';

/** Confirms a sign-up with the link of its mail and a password. */
export function ConfirmSignUpPage() {
  useTitle('Confirm your account');
  const link = linkOf(useLocation().hash);
  const navigate = useNavigate();
  const [password, setPassword] = useState('');
  const confirm = useMutation({
    mutationFn: () =>
      read(api.POST('/api/v1/accounts/confirm', { body: { id: link?.id ?? '', token: link?.token ?? '', password } })),
    onSuccess: () => void navigate('/sign-in?notice=confirmed', { replace: true }),
  });
  const problem = confirm.error ? toProblem(confirm.error) : undefined;
  if (problem?.code.startsWith('link-')) return <DeadLink error={problem} title="Confirm your account" />;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    confirm.mutate();
  };
  return (
    <CardPage title="Confirm your account">
      <form onSubmit={submit}>
        <p>Choose a password; your email is confirmed with it.</p>
        <NewPasswordInput label="Password" value={password} onChange={setPassword} words={[]} problem={problem} />
        <ProblemNote error={problem} />
        <Button type="submit" loading={confirm.isPending} disabled={!link || !seemsAllowed(password, [])}>
          Confirm account
        </Button>
      </form>
    </CardPage>
  );
}

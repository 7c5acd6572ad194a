import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { useNavigate } from 'react-router';
import { api, read } from '../api/client.js';
import { toProblem } from '../api/problem.js';
import type { Schemas } from '../api/schemas.js';
import { ProblemNote } from '../components/problem-note.js';
import { NewPasswordInput } from '../session/new-password-input.js';
import { seemsAllowed } from '../session/password-rules.js';
import type { LinkOfMail } from './link-of-mail.js';

/** Sets the new password; its owner then signs in with it. A link that died meanwhile leads where any such link does. */
export function ResetPasswordForm(props: {
  link: LinkOfMail;
  reset: Schemas['PasswordResetDto'];
  onDead: (error: unknown) => void;
}) {
  const { link, reset, onDead } = props;
  const navigate = useNavigate();
  const [password, setPassword] = useState('');
  const words = [reset.email, reset.firstName, reset.lastName];
  const complete = useMutation({
    mutationFn: () => read(api.POST('/api/v1/password-resets/complete', { body: { ...link, password } })),
    onSuccess: () => {
      const search = new URLSearchParams({ notice: 'reset', email: reset.email });
      void navigate(`/sign-in?${search.toString()}`, { replace: true });
    },
    onError: (error) => {
      if (toProblem(error).code.startsWith('link-')) onDead(error);
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    complete.mutate();
  };
  return (
    <form onSubmit={submit}>
      <p>For {reset.email}. You are signed out everywhere, and sign in with the new password.</p>
      <input type="hidden" name="username" autoComplete="username" value={reset.email} readOnly />
      <NewPasswordInput
        value={password}
        onChange={setPassword}
        words={words}
        problem={complete.error ? toProblem(complete.error) : undefined}
      />
      <ProblemNote error={complete.error} />
      <Button type="submit" loading={complete.isPending} disabled={!seemsAllowed(password, words)}>
        Save password
      </Button>
    </form>
  );
}

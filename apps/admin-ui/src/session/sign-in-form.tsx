import { Button, PasswordInput, TextInput } from '@mantine/core';
import type { FormEvent } from 'react';
import { ProblemNote } from '../components/problem-note.js';
import { RefusedSignIn } from './refused-sign-in.js';

/** What is typed to sign in. */
export type Credentials = Readonly<{ email: string; password: string }>;

/** Email and password. */
export function SignInForm(props: {
  typed: Credentials;
  onChange: (typed: Credentials) => void;
  onSubmit: () => void;
  isBusy: boolean;
  error: unknown;
}) {
  const { typed, onChange, onSubmit, isBusy, error } = props;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSubmit();
  };
  return (
    <form onSubmit={submit}>
      <TextInput
        label="Email"
        type="email"
        name="email"
        autoComplete="username"
        required
        withAsterisk={false}
        value={typed.email}
        onChange={(event) => onChange({ ...typed, email: event.currentTarget.value })}
      />
      <PasswordInput
        label="Password"
        name="password"
        autoComplete="current-password"
        required
        withAsterisk={false}
        value={typed.password}
        onChange={(event) => onChange({ ...typed, password: event.currentTarget.value })}
        visibilityToggleButtonProps={{ 'aria-label': 'Show the password' }}
      />
      <ProblemNote error={error} />
      <RefusedSignIn error={error} email={typed.email} />
      <Button type="submit" loading={isBusy} fullWidth>
        Sign in
      </Button>
    </form>
  );
}

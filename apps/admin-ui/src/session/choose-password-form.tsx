import { Button, PasswordInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { toProblem } from '../api/problem.js';
import type { Schemas } from '../api/schemas.js';
import { ProblemNote } from '../components/problem-note.js';
import { NewPasswordInput } from './new-password-input.js';
import { seemsAllowed } from './password-rules.js';
import { choosePassword } from './sign-in.js';

/** Replaces one's password; `current` when it was just typed, otherwise it is asked for. */
export function ChoosePasswordForm(props: { me: Schemas['MeDto']; current?: string; onDone: () => void }) {
  const { me, current, onDone } = props;
  const [typed, setTyped] = useState('');
  const [password, setPassword] = useState('');
  const words = [me.email, me.firstName, me.lastName];
  const save = useMutation({
    mutationFn: () => choosePassword(current ?? typed, password),
    onSuccess: onDone,
  });
  const problem = save.error ? toProblem(save.error) : undefined;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      {current === undefined && (
        <PasswordInput
          label="Current password"
          autoComplete="current-password"
          required
          withAsterisk={false}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          visibilityToggleButtonProps={{ 'aria-label': 'Show the current password' }}
        />
      )}
      <NewPasswordInput value={password} onChange={setPassword} words={words} problem={problem} />
      <ProblemNote error={save.error} />
      <Button type="submit" loading={save.isPending} disabled={!seemsAllowed(password, words)}>
        Save password
      </Button>
    </form>
  );
}

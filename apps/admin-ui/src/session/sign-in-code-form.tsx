import { Anchor, Button, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { toProblem } from '../api/problem.js';
import type { Schemas } from '../api/schemas.js';
import { ProblemNote } from '../components/problem-note.js';
import { completeSignIn } from './sign-in.js';

/** The second step of signing in: a code of the authenticator app, or a recovery code. */
export function SignInCodeForm(props: { onDone: (me: Schemas['MeDto'] | null) => void; onBack: () => void }) {
  const { onDone, onBack } = props;
  const [code, setCode] = useState('');
  const [isRecovery, setRecovery] = useState(false);
  const complete = useMutation({ mutationFn: () => completeSignIn(code), onSuccess: onDone });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    complete.mutate();
  };
  const change = () => {
    setRecovery(!isRecovery);
    setCode('');
    complete.reset();
  };
  const tookTooLong = complete.error !== null && toProblem(complete.error).code === 'session-ended';
  return (
    <form onSubmit={submit}>
      <TextInput
        key={String(isRecovery)}
        label={isRecovery ? 'Recovery code' : 'Code'}
        description={isRecovery ? 'Each works once.' : 'Six digits, from your authenticator app.'}
        name="one-time-code"
        autoComplete="one-time-code"
        inputMode={isRecovery ? 'text' : 'numeric'}
        autoFocus
        required
        withAsterisk={false}
        value={code}
        onChange={(event) => setCode(event.currentTarget.value)}
      />
      <ProblemNote error={complete.error} />
      <Button type="submit" loading={complete.isPending} disabled={tookTooLong} fullWidth>
        Sign in
      </Button>
      <Anchor component="button" type="button" underline="always" onClick={change}>
        {isRecovery ? 'Use a code of the app' : 'Use a recovery code'}
      </Anchor>
      <Anchor component="button" type="button" underline="always" onClick={onBack}>
        Back to the password
      </Anchor>
    </form>
  );
}

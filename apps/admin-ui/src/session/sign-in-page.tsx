import { Anchor, Button, PasswordInput, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { CardPage } from '../components/card-page.js';
import { Note } from '../components/note.js';
import { ProblemNote } from '../components/problem-note.js';
import { useTitle } from '../components/use-title.js';
import { ChoosePasswordForm } from './choose-password-form.js';
import { signIn } from './sign-in.js';
import { localPath, noticeText } from './sign-in-notice.js';

/** Signing in; who got a one-time password chooses an own one before going on. */
export function SignInPage() {
  useTitle('Sign in');
  const navigate = useNavigate();
  const [search] = useSearchParams();
  const [email, setEmail] = useState(search.get('email') ?? '');
  const [password, setPassword] = useState('');
  const next = localPath(search.get('next'));
  const go = useMutation({
    mutationFn: () => signIn(email, password),
    onSuccess: (me) => {
      if (me && !me.mustChangePassword) void navigate(next, { replace: true });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    go.mutate();
  };
  if (go.data?.mustChangePassword)
    return (
      <CardPage title="Choose your own password">
        <ChoosePasswordForm me={go.data} current={password} onDone={() => void navigate(next, { replace: true })} />
      </CardPage>
    );
  const notice = noticeText(search.get('notice'));
  return (
    <CardPage title="Sign in">
      {notice && <Note tone="info">{notice}</Note>}
      <form onSubmit={submit}>
        <TextInput
          label="Email"
          type="email"
          name="email"
          autoComplete="username"
          required
          withAsterisk={false}
          autoFocus={email === ''}
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <PasswordInput
          label="Password"
          name="password"
          autoComplete="current-password"
          required
          withAsterisk={false}
          autoFocus={email !== ''}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          visibilityToggleButtonProps={{ 'aria-label': 'Show the password' }}
        />
        <ProblemNote error={go.error} />
        <Button type="submit" loading={go.isPending} fullWidth>
          Sign in
        </Button>
      </form>
      <p>
        No account yet?{' '}
        <Anchor component={Link} to="/sign-up" underline="always">
          Sign up
        </Anchor>
      </p>
    </CardPage>
  );
}

import { Anchor } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useNavigate, useSearchParams } from 'react-router';
import type { Schemas } from '../api/schemas.js';
import { CardPage } from '../components/card-page.js';
import { Note } from '../components/note.js';
import { useTitle } from '../components/use-title.js';
import { ChoosePasswordForm } from './choose-password-form.js';
import { forgotPassword, signIn } from './sign-in.js';
import { SignInCodeForm } from './sign-in-code-form.js';
import { SignInForm } from './sign-in-form.js';
import { localPath, noticeText } from './sign-in-notice.js';

/** Signing in; who got a one-time password chooses an own one before going on. */
export function SignInPage() {
  useTitle('Sign in');
  const navigate = useNavigate();
  const [search] = useSearchParams();
  const [typed, setTyped] = useState({ email: search.get('email') ?? '', password: '' });
  const goOn = () => void navigate(localPath(search.get('next')), { replace: true });
  const [me, setMe] = useState<Schemas['MeDto'] | null>(null);
  const arrive = (who: Schemas['MeDto'] | null) => {
    setMe(who);
    if (who && !who.mustChangePassword) goOn();
  };
  const go = useMutation({
    mutationFn: () => signIn(typed.email, typed.password),
    onSuccess: (who) => {
      if (who !== 'code-required') arrive(who);
    },
  });
  if (me?.mustChangePassword)
    return (
      <CardPage title="Choose your own password">
        <ChoosePasswordForm me={me} current={typed.password} onDone={goOn} />
      </CardPage>
    );
  if (go.data === 'code-required')
    return (
      <CardPage title="Second factor">
        <SignInCodeForm onDone={arrive} onBack={go.reset} />
      </CardPage>
    );
  const notice = noticeText(search.get('notice'));
  return (
    <CardPage title="Sign in">
      {notice && <Note tone="info">{notice}</Note>}
      <SignInForm
        typed={typed}
        onChange={setTyped}
        onSubmit={() => go.mutate()}
        isBusy={go.isPending}
        error={go.error}
      />
      <OtherWays email={typed.email} />
    </CardPage>
  );
}

/** For who cannot sign in, or not yet. */
function OtherWays({ email }: { email: string }) {
  return (
    <>
      <Anchor component={Link} to={forgotPassword(email)} underline="always">
        Forgot password?
      </Anchor>
      <p>
        No account yet?{' '}
        <Anchor component={Link} to="/sign-up" underline="always">
          Sign up
        </Anchor>
      </p>
    </>
  );
}

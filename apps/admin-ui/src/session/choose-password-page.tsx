import { Navigate, useNavigate } from 'react-router';
import { CardPage } from '../components/card-page.js';
import { useTitle } from '../components/use-title.js';
import { ChoosePasswordForm } from './choose-password-form.js';
import { useMe } from './use-me.js';

/** Where somebody with a one-time password ends up until it is replaced. */
export function ChoosePasswordPage() {
  useTitle('Choose your own password');
  const navigate = useNavigate();
  const { data: me } = useMe();
  if (me === null) return <Navigate to="/sign-in" replace />;
  return (
    <CardPage title="Choose your own password">
      {me && <ChoosePasswordForm me={me} onDone={() => void navigate('/', { replace: true })} />}
    </CardPage>
  );
}

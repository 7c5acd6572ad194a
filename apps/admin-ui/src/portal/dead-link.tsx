import { Anchor } from '@mantine/core';
import { Link, Navigate } from 'react-router';
import { toProblem } from '../api/problem.js';
import { CardPage } from '../components/card-page.js';
import { Note } from '../components/note.js';

/** Where each kind of link leads once it does not work any more. */
const kinds = {
  invitation: {
    notice: 'used',
    expired: ' An Admin of the site can send you a new one.',
    next: { to: '/sign-in', text: 'Go to sign in' },
  },
  reset: { notice: 'replaced', expired: '', next: { to: '/user/forgot_password', text: 'Ask for a new link' } },
} as const;

/** What a link that does not work any more leads to: a used one to signing in (IDN-37), an expired one to a new one (IDN-38). */
export function DeadLink(props: { error: unknown; title: string; kind?: keyof typeof kinds }) {
  const { error, title, kind = 'invitation' } = props;
  const { notice, expired, next } = kinds[kind];
  const { code, message } = toProblem(error);
  if (code === 'link-used' || code === 'link-void') return <Navigate to={`/sign-in?notice=${notice}`} replace />;
  return (
    <CardPage title={title}>
      <Note tone="bad">
        {message}
        {code === 'link-expired' && expired}
      </Note>
      <Anchor component={Link} to={next.to} underline="always">
        {next.text}
      </Anchor>
    </CardPage>
  );
}

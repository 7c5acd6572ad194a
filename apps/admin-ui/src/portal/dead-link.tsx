import { Anchor } from '@mantine/core';
import { Link, Navigate } from 'react-router';
import { toProblem } from '../api/problem.js';
import { CardPage } from '../components/card-page.js';
import { Note } from '../components/note.js';

/** What a link that does not work any more leads to: a used one to signing in (IDN-37), an expired one to an Admin (IDN-38). */
export function DeadLink({ error, title }: { error: unknown; title: string }) {
  const { code, message } = toProblem(error);
  if (code === 'link-used' || code === 'link-void') return <Navigate to="/sign-in?notice=used" replace />;
  return (
    <CardPage title={title}>
      <Note tone="bad">
        {message}
        {code === 'link-expired' && ' An Admin of the site can send you a new one.'}
      </Note>
      <Anchor component={Link} to="/sign-in" underline="always">
        Go to sign in
      </Anchor>
    </CardPage>
  );
}

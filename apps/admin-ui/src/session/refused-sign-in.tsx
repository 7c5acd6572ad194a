import { Anchor } from '@mantine/core';
import { Link } from 'react-router';
import { toProblem } from '../api/problem.js';
import { Note } from '../components/note.js';
import { forgotPassword } from './sign-in.js';

/**
 * The way out of a lock (IDN-26). Offered to everybody who is refused: who sees it learns neither that the account is locked
 * nor that there is one.
 */
export function RefusedSignIn({ error, email }: { error: unknown; email: string }) {
  if (error === null || error === undefined) return null;
  const { code } = toProblem(error);
  if (code !== 'wrong-credentials' && code !== 'too-many-requests') return null;
  return (
    <Note tone="info">
      After ten wrong passwords an account is locked for 30 minutes, and the right one is refused too.{' '}
      <Anchor component={Link} to={forgotPassword(email)} underline="always" inherit>
        Reset your password
      </Anchor>{' '}
      to end that at once.
    </Note>
  );
}

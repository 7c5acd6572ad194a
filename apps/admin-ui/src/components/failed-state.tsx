import { Button } from '@mantine/core';
import { Link } from 'react-router';
import { toProblem } from '../api/problem.js';
import { Note } from './note.js';

/** Instead of a list or page that could not be read: why, and what to do next. */
export function FailedState({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const problem = toProblem(error);
  const gone = problem.status === 404 || problem.status === 403;
  return (
    <Note tone="bad" title={gone ? 'There is nothing here for you' : 'This could not be read'}>
      <p>{problem.message}</p>
      {gone ? (
        <Link to="/">Go to your first page</Link>
      ) : (
        <Button size="xs" variant="default" onClick={onRetry}>
          Try again
        </Button>
      )}
    </Note>
  );
}

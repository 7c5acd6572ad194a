import { Note } from './note.js';
import { toProblem } from '../api/problem.js';

/** Why something was not done, in the API's own words; nothing while there is no error. */
export function ProblemNote({ error, title }: { error: unknown; title?: string }) {
  if (error === null || error === undefined) return null;
  return (
    <Note tone="bad" title={title}>
      {toProblem(error).message}
    </Note>
  );
}

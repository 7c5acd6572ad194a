import type { Person } from '../api/schemas.js';
import { Note } from '../components/note.js';
import { Time } from '../components/time.js';

/** That nobody can sign in to the account for now, and what ends it (IDN-27, IDN-30). */
export function LockNote({ person }: { person: Person }) {
  if (person.lockedUntil === undefined) return null;
  return (
    <Note tone="warn" title="Locked Until">
      <Time at={person.lockedUntil} />: too many wrong passwords. The lock ends by itself then, or when the person
      chooses a new password; nobody else can end it.
    </Note>
  );
}

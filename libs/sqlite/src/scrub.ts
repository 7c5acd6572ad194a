import { DependencyAway } from '@rollcall/event-sourcing';
import type { DatabaseSync } from 'node:sqlite';

/**
 * Leaves nothing of what was deleted or overwritten in the file or its log. Overwriting deleted bytes is not enough: where
 * SQLite moved rows to another page, copies stay in the free space of the old one. So the file is written anew, at 30 to 60
 * MB a second in which this thread does nothing else, and the log is emptied.
 * @throws DependencyAway while somebody else reads.
 */
export function scrub(database: DatabaseSync): void {
  database.exec('VACUUM');
  const emptied = database.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get();
  if (emptied?.['busy'] !== 0) throw new DependencyAway('The file is being read: its log could not be emptied.');
}

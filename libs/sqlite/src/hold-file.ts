import { DependencyAway } from '@rollcall/event-sourcing';
import { GuardedDatabase } from './guarded-database.js';

/** Gives up a file taken by {@link holdFile}. */
export type Release = () => void;

// A connection that nobody knows any more would be collected, and its lock with it.
const held = new Set<GuardedDatabase>();

/**
 * Takes a file for this process: the operating system gives it back when the process ends, however it ends. Creates the
 * file when there is none; nothing is ever written into it. Answers nothing when somebody else holds it.
 */
export function holdFile(file: string): Release | undefined {
  // Two that ask at once each see a moment of the other's: one of them has to try again.
  const database = GuardedDatabase.open(file, { timeout: 500 });
  try {
    database.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    database.close();
    if (error instanceof DependencyAway) return undefined;
    throw error;
  }
  held.add(database);
  return () => {
    if (held.delete(database)) database.close();
  };
}

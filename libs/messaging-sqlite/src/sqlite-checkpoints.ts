import type { Checkpoints, Position } from '@rollcall/event-sourcing';
import { CheckpointConflict } from '@rollcall/event-sourcing';
import { openDatabase } from '@rollcall/sqlite';

const migrations = ['CREATE TABLE checkpoint (name TEXT PRIMARY KEY, position TEXT NOT NULL) STRICT;'];

/** The relays' checkpoints in a SQLite file. Losing the last commits publishes again, which is recognised. */
export function createSqliteCheckpoints({ file }: { file: string }): Checkpoints {
  const database = openDatabase({ file, synchronous: 'NORMAL', migrations });
  const load = database.prepare('SELECT position FROM checkpoint WHERE name = ?');
  const first = database.prepare('INSERT OR IGNORE INTO checkpoint (name, position) VALUES (?, ?)');
  const move = database.prepare('UPDATE checkpoint SET position = ? WHERE name = ? AND position = ?');
  return {
    load: async (name) => (load.get(name)?.['position'] as Position | undefined) ?? 'start',
    save: async (name, from, to) => {
      const { changes } = from === 'start' ? first.run(name, to) : move.run(to, name, from);
      if (changes === 0) throw new CheckpointConflict(`The checkpoint ${name} does not stand at ${from}.`);
    },
    close: async () => database.close(),
  };
}

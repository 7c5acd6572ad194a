import type { Checkpoints, Position } from '@rollcall/event-sourcing';
import { CheckpointConflict } from '@rollcall/event-sourcing';

/** Checkpoints in memory. */
export function createMemoryCheckpoints(): Checkpoints {
  const positions = new Map<string, Position>();
  return {
    load: async (name) => positions.get(name) ?? 'start',
    save: async (name, from, to) => {
      if ((positions.get(name) ?? 'start') !== from) throw new CheckpointConflict(`${name} does not stand at ${from}.`);
      positions.set(name, to);
    },
    close: async () => undefined,
  };
}

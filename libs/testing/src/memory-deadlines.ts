import type { Deadline, Deadlines, Position } from '@rollcall/event-sourcing';
import { CheckpointConflict, StoreClosed } from '@rollcall/event-sourcing';
import { isDeepStrictEqual } from 'node:util';

/** The deadlines port over a map. */
export function createMemoryDeadlines(): Deadlines {
  const deadlines = new Map<string, Deadline>();
  const checkpoints = new Map<string, Position>();
  let closed = false;
  const inOrder = (): readonly Deadline[] => {
    if (closed) throw new StoreClosed('The deadlines are closed.');
    return [...deadlines.values()].toSorted(
      (left, right) => left.dueAt.getTime() - right.dueAt.getTime() || (left.key < right.key ? -1 : 1),
    );
  };
  return {
    due: async (before, limit) =>
      inOrder()
        .filter(({ dueAt }) => dueAt <= before)
        .slice(0, limit),
    next: async () => inOrder()[0]?.dueAt,
    set: async (key, deadline) => {
      if (deadline) deadlines.set(key, { ...deadline, key });
      else deadlines.delete(key);
    },
    sent: async (deadline) => {
      if (isDeepStrictEqual(deadlines.get(deadline.key), deadline)) deadlines.delete(deadline.key);
    },
    load: async (name) => checkpoints.get(name) ?? 'start',
    save: async (name, from, to) => {
      const stored = checkpoints.get(name) ?? 'start';
      if (stored !== from) throw new CheckpointConflict(`${name} is at ${stored}, not at ${from}.`);
      checkpoints.set(name, to);
    },
    close: async () => {
      closed = true;
    },
  };
}

import type { Deadline, Deadlines, Position } from '@rollcall/event-sourcing';
import { CheckpointConflict, StoreClosed } from '@rollcall/event-sourcing';
import { isDeepStrictEqual } from 'node:util';

/** A deadline, and when it is to be sent: when it is due, or later. */
type Kept = Readonly<{ deadline: Deadline; sendAt: Date }>;

/** The deadlines port over maps. */
export function createMemoryDeadlines(): Deadlines {
  const projections = new Map<string, Map<string, Kept>>();
  const checkpoints = new Map<string, Position>();
  let closed = false;
  const of = (projection: string): Map<string, Kept> => {
    if (closed) throw new StoreClosed('The deadlines are closed.');
    const deadlines = projections.get(projection) ?? new Map<string, Kept>();
    projections.set(projection, deadlines);
    return deadlines;
  };
  const inOrder = (projection: string): readonly Kept[] =>
    [...of(projection).values()].toSorted(
      (left, right) =>
        left.sendAt.getTime() - right.sendAt.getTime() || (left.deadline.key < right.deadline.key ? -1 : 1),
    );
  const holds = (projection: string, deadline: Deadline): boolean =>
    isDeepStrictEqual(of(projection).get(deadline.key)?.deadline, deadline);
  return {
    due: async (projection, before, limit) =>
      inOrder(projection)
        .filter(({ sendAt }) => sendAt <= before)
        .slice(0, limit)
        .map(({ deadline }) => deadline),
    next: async (projection) => inOrder(projection)[0]?.sendAt,
    set: async (projection, key, deadline) => {
      if (deadline) of(projection).set(key, { deadline: { ...deadline, key }, sendAt: deadline.dueAt });
      else of(projection).delete(key);
    },
    sent: async (projection, deadline) => {
      if (holds(projection, deadline)) of(projection).delete(deadline.key);
    },
    putOff: async (projection, deadline, until) => {
      if (holds(projection, deadline)) of(projection).set(deadline.key, { deadline, sendAt: until });
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

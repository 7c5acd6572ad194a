import type { Decider } from './decider.js';
import type { Message } from './message.js';
import { isRejection, type Rejection } from './rejection.js';

/** Several commands to one aggregate in one decision, each on what the earlier ones leave; the first refusal wins. */
export function decideAll<State, C extends Message, E extends Message>(
  { decide, evolve }: Decider<State, C, E>,
  state: State,
  commands: readonly C[],
): readonly E[] | Rejection {
  const all: E[] = [];
  let current = state;
  for (const command of commands) {
    const events = decide(command, current);
    if (isRejection(events)) return events;
    current = events.reduce(evolve, current);
    all.push(...events);
  }
  return all;
}

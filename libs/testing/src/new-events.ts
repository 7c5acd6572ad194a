import type { Message, NewEvent } from '@rollcall/event-sourcing';
import { randomUUID } from 'node:crypto';
import { commandContext } from './command-context.js';

/** Events as a command handler hands them to the store, for tests that need none of its decisions. */
export const newEvents = <E extends Message>(...events: readonly E[]): readonly NewEvent<E>[] =>
  events.map((event) => ({ ...event, id: randomUUID(), metadata: commandContext() }));

import {
  type Command,
  type Deadline,
  type DeadlineChange,
  type DeadlineProjection,
  decideOne,
  keyOf,
  type Recorded,
} from '@rollcall/event-sourcing';
import { importDecider } from '../import/import.decider.js';
import type { ImportEvent } from '../import/import.events.js';
import { timeOutAttempt } from '../person/person.decisions.js';
import type { PersonEvent } from '../person/person.events.js';

const minute = 60_000;
/** An attempt that is not answered after 15 minutes times out (DESIGN section 5). */
export const attemptPatience = 15 * minute;
/** A checked import that nobody started is forgotten with its file after a day. */
export const importPatience = 24 * 60 * minute;

const timeOut = 'TimeOutAttempt';
const expire = 'ExpireImport';

const over = ({ stream }: Recorded): readonly DeadlineChange[] => [{ key: stream, deadline: undefined }];
const within = (
  patience: number,
  { stream, metadata }: Recorded,
  command: Deadline['command'],
): readonly DeadlineChange[] => {
  const dueAt = new Date(metadata.occurredAt.getTime() + patience);
  return [{ key: stream, deadline: { dueAt, stream, command } }];
};

/** What directory does later unless something happens first (KRN-13). */
export const directoryDeadlines: DeadlineProjection<PersonEvent | ImportEvent> = {
  name: 'directory-deadlines',
  on: {
    ActivationRequested: (event) =>
      within(attemptPatience, event, { type: timeOut, data: { attempt: event.data.attempt } }),
    PersonActivated: over,
    ActivationRefused: over,
    ActivationTimedOut: over,
    PersonDisabled: over,
    ImportChecked: (event) => within(importPatience, event, { type: expire, data: {} }),
    ImportStarted: over,
    ImportCancelled: over,
  },
};

/** The command of a deadline that is due; one that comes too late finds nothing to do. */
export function commandOf({ stream, command }: Deadline): Command {
  if (command.type === expire) return decideOne(importDecider, stream, { type: expire, data: {} });
  const { attempt } = command.data as { attempt: number };
  return timeOutAttempt(keyOf(stream), attempt);
}

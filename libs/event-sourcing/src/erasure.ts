import type { Checkpoints } from './checkpoints.js';
import type { PersonalDataKeys } from './cryptography.js';
import type { EventLog } from './event-store.js';
import type { Delay } from './failure-policy.js';
import type { LogBatch, LogRun } from './log-follower.js';
import { followLog } from './log-follower.js';

/** Data of an event, and of the message that tells of it, that erases somebody: no personal field of theirs is to be found any more (KRN-17). */
export type Erasing = Readonly<{ erasedSubject: string }>;

/** Whom an event or a message erases, if anybody. */
export function erasedSubjectOf({ data }: Readonly<{ data: unknown }>): string | undefined {
  if (typeof data !== 'object' || data === null || !('erasedSubject' in data)) return undefined;
  return typeof data.erasedSubject === 'string' ? data.erasedSubject : undefined;
}

/** What an erasure is carried out with. */
export type ErasurePorts = Readonly<{
  /** Also the checkpoint's key. */
  name: string;
  /** The types of the own events that erase; their data are {@link Erasing}. */
  types: readonly string[];
  log: EventLog;
  checkpoints: Checkpoints;
  keys: Pick<PersonalDataKeys, 'erase'>;
  /** Drops what this process keeps in memory of a subject. */
  forget: (subject: string) => void;
  /** Removes what lies outside the stores, such as files; repeated until it succeeds. */
  removeFiles?: (subject: string) => Promise<void>;
  delay: Delay;
}>;

/**
 * Follows the own log and carries out what it says was erased: first the keys are destroyed, then what lies outside the
 * stores goes, then the checkpoint moves. A crash in between repeats it, which changes nothing (KRN-17).
 */
export function startErasure(ports: ErasurePorts): LogRun {
  const { name, types, log, checkpoints, delay } = ports;
  return followLog({
    name: `The erasure ${name}`,
    log,
    types,
    checkpoint: () => checkpoints.load(name),
    handle: async ({ from, to, events }) => {
      await eraseAll(ports, events);
      await checkpoints.save(name, from, to);
    },
    delay,
  });
}

async function eraseAll({ keys, forget, removeFiles }: ErasurePorts, events: LogBatch['events']): Promise<void> {
  const subjects = events.flatMap(({ event }) => erasedSubjectOf(event) ?? []);
  for (const subject of subjects) {
    await keys.erase(subject);
    forget(subject);
  }
  // After the keys: what stands in the way of one file must not keep a key alive.
  for (const subject of subjects) await removeFiles?.(subject);
}

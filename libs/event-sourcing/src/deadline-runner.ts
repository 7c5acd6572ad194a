import type { Command, CommandContext, CommandHandler } from './command.js';
import type { Cryptography } from './cryptography.js';
import { DeadlineSender } from './deadline-sender.js';
import type { EventLog } from './event-store.js';
import type { Delay } from './failure-policy.js';
import type { Lease } from './lease.js';
import { FollowerBroken, followLog } from './log-follower.js';
import type { LogBatch, LogRun } from './log-follower.js';
import type { Recorded } from './message.js';
import { CheckpointConflict } from './read-model.js';
import type { Clock, Deadline, DeadlineChange, DeadlineProjection, Deadlines } from './time.js';

/** What deadlines run on. */
export type DeadlinePorts = Readonly<{
  projection: DeadlineProjection<never>;
  log: EventLog;
  deadlines: Deadlines;
  clock: Clock;
  lease: Lease;
  handle: CommandHandler;
  /** The command on its aggregate, e.g. `decideOne(person, stream, command)`. */
  command: (deadline: Deadline) => Command;
  cryptography: Pick<Cryptography, 'uuid5'>;
  delay: Delay;
}>;

/** Deadlines at work: one part follows the log and sets them, the other sends what is due. */
export interface DeadlineRun extends AsyncDisposable {
  readonly follower: LogRun;
  /** The last error of sending; what failed is sent again. */
  readonly failure: unknown;
  /** Resolves when the deadlines of everything in the log are set, and what was due then is sent. */
  quiet(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Keeps what must happen later, and sends it when it is due (KRN-13): at least once, by whoever holds the lease, with an
 * id that is the same each time. Time comes from the clock alone.
 */
export function startDeadlines(ports: DeadlinePorts): DeadlineRun {
  const { projection, log, deadlines, delay } = ports;
  const sender = new DeadlineSender(ports, (deadline) => dueContext(ports.cryptography, deadline));
  const follower = followLog({
    name: `The deadlines of ${projection.name}`,
    log,
    types: Object.keys(projection.on),
    checkpoint: () => deadlines.load(projection.name),
    handle: async (batch) => {
      await apply(ports, batch);
      sender.wake();
    },
    delay,
  });
  void sender.run();
  const stop = async (): Promise<void> => {
    await follower.stop();
    await sender.stop();
  };
  return {
    follower,
    get failure() {
      return sender.failure;
    },
    quiet: async () => {
      await follower.quiet();
      await sender.idle();
    },
    stop,
    [Symbol.asyncDispose]: stop,
  };
}

async function apply({ projection, deadlines }: DeadlinePorts, { from, to, events }: LogBatch): Promise<void> {
  const changes = events.flatMap(({ event }) => changesOf(projection, event));
  // Only the last word on each key is written.
  const last = new Map(changes.map((change) => [change.key, change.deadline]));
  // One that was overtaken knows only what the keys were given before.
  const at = await deadlines.load(projection.name);
  if (at !== from) throw new CheckpointConflict(`${projection.name} is at ${at}, not at ${from}.`);
  for (const [key, deadline] of last) await deadlines.set(projection.name, key, deadline);
  await deadlines.save(projection.name, from, to);
}

type Steps = Readonly<Partial<Record<string, (event: Recorded) => readonly DeadlineChange[]>>>;

function changesOf(projection: DeadlineProjection<never>, event: Recorded): readonly DeadlineChange[] {
  // Type and step belong together by construction; the compiler cannot follow the look-up.
  const step = (projection.on as Steps)[event.type];
  try {
    return step?.(event) ?? [];
  } catch (cause) {
    throw new FollowerBroken(`${event.type} ${event.id} could not be turned into deadlines`, { cause });
  }
}

/**
 * The context of a due command. Its time is the time it was due, not when it was sent: sent again, even months later, it
 * is the same command, and its id is looked for where the first one was written (KRN-04).
 */
function dueContext(cryptography: Pick<Cryptography, 'uuid5'>, deadline: Deadline): CommandContext {
  const id = cryptography.uuid5(
    deadline.stream,
    `${deadline.command.type}/${deadline.key}/${deadline.dueAt.toISOString()}`,
  );
  return {
    commandId: id,
    causationId: id,
    correlationId: id,
    actor: { kind: 'system', id: 'deadlines' },
    occurredAt: deadline.dueAt,
  };
}

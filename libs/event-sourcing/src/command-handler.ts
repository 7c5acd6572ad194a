import { CachedStream } from './cached-stream.js';
import { CommandAttempt } from './command-attempt.js';
import { CommandTimedOut, type CommandHandler } from './command.js';
import type { Cryptography } from './cryptography.js';
import type { EventStore } from './event-store.js';
import { SnapshotKeeper } from './snapshot-keeper.js';
import type { Snapshots } from './snapshots.js';
import { StreamCache } from './stream-cache.js';
import type { Clock } from './time.js';

/** What a command handler stands on. */
export type CommandHandlerOptions = Readonly<{
  store: Pick<EventStore, 'append' | 'readStream'>;
  cryptography: Pick<Cryptography, 'uuid5'>;
  clock: Clock;
  /** A number from 0 up to 1, for the jitter between tries. */
  random: () => number;
  snapshots?: Snapshots;
  /** How many streams' states are kept; 10,000 unless told. */
  cacheSize?: number;
  /** How long conflicts with other instances are retried, in ms; 5,000 unless told. */
  deadlineMs?: number;
}>;

/** A command handler and what its owner does with it beside handling commands. */
export type OwnedCommandHandler = CommandHandler &
  Readonly<{
    /**
     * Drops every cached state: after somebody was erased, nothing readable of them stays in memory (KRN-17). All of them,
     * because a subject stands in streams that are not named after it.
     */
    forget: () => void;
    /** Waits for snapshots being saved; called when no command is under way any more. */
    close: () => Promise<void>;
  }>;

/** The longest pause between two tries, in ms. */
const MAX_PAUSE_MS = 100;

/** The one command handler of a process and store: two of them know nothing of each other's queued appends (KRN-05). */
export function createCommandHandler(options: CommandHandlerOptions): OwnedCommandHandler {
  const { store, cryptography, clock, random, cacheSize = 10_000, deadlineMs = 5_000 } = options;
  const snapshots = new SnapshotKeeper(store, options.snapshots);
  const cache = new StreamCache(
    cacheSize,
    (stream, evolution) => new CachedStream(stream, evolution, store, snapshots),
  );

  /** The first try after a conflict follows at once, it usually wins; then pauses grow, so that instances part. */
  const pause = async (conflicts: number): Promise<void> => {
    if (conflicts < 2) return;
    const ms = random() * Math.min(MAX_PAUSE_MS, 2 ** conflicts);
    await clock.sleepUntil(new Date(clock.now().getTime() + ms));
  };

  const handle: CommandHandler = async (command, context) => {
    const deadline = clock.now().getTime() + deadlineMs;
    const attempt = new CommandAttempt({ store, cache, cryptography }, command, context);
    try {
      for (let conflicts = 0; ;) {
        const outcome = await attempt.tryOnce();
        if (typeof outcome !== 'string') return outcome;
        if (outcome === 'loaded') continue;
        if (clock.now().getTime() >= deadline) {
          throw new CommandTimedOut(`${command.addressed} kept changing for ${deadlineMs} ms`);
        }
        if (outcome === 'conflict') await pause(++conflicts);
      }
    } finally {
      attempt.release();
    }
  };
  return Object.assign(handle, { forget: () => cache.forget(), close: () => snapshots.idle() });
}

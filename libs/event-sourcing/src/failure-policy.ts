import type { Awaitable } from './brand.js';
import type { Envelope, Verdict } from './bus.js';
import { CommandTimedOut } from './command.js';
import { DependencyAway, StoreClosed } from './event-store.js';

/** Waits so many milliseconds, or until `signal` aborts; never rejects. Real time at run time, none in tests. */
export type Delay = (milliseconds: number, signal?: AbortSignal) => Promise<void>;

/**
 * Tells what breaks a message's contract, as a sentence, or `undefined` when it fits. A type it does not know fits:
 * consumers ignore what they do not subscribe to. Must let `[erased]` stand in every personal field (KRN-17).
 */
export type MessageValidator = (message: Pick<Envelope, 'type' | 'data' | 'facet'>) => string | undefined;

/** What tells a bad message from a dependency that is away. */
export type FailurePolicy = Readonly<{
  validate?: MessageValidator;
  delay: Delay;
  /** Whether everything the handler needs answers right now; `false` means the fault is not the message's. */
  dependenciesAnswer: () => Awaitable<boolean>;
}>;

/** How often the same error makes a message the culprit (KRN-10). */
export const attemptsBeforeParking = 8;

/** The n-th wait, from 1: 100 ms doubling up to `longest`. */
export const backoff = (attempt: number, longest = 1_000): number => Math.min(100 * 2 ** (attempt - 1), longest);

/** Whether an error says "not now" and nothing about the message: the partition pauses as long as it takes (KRN-10). */
export const saysNotNow = (error: unknown): boolean =>
  error instanceof DependencyAway || error instanceof CommandTimedOut || error instanceof StoreClosed;

/**
 * Tells a message that cannot be handled from a dependency that is away (KRN-10). A message that breaks its schema is
 * parked at once; one whose handler fails 8 times with the same error while the dependencies answer is parked with that
 * error. Whatever says "not now" is thrown on, so that the bus pauses the partition and hands the message over again.
 */
export function withFailurePolicy(
  handle: (message: Envelope) => Awaitable<Verdict>,
  { validate, delay, dependenciesAnswer }: FailurePolicy,
): (message: Envelope) => Promise<Verdict> {
  return async (message) => {
    const broken = validate?.(message);
    if (broken !== undefined) return { park: `breaks its contract: ${broken}` };
    let same = 0;
    let last: string | undefined;
    for (let attempt = 1; ; attempt++) {
      try {
        return await handle(message);
      } catch (error) {
        if (saysNotNow(error) || !(await dependenciesAnswer())) throw error;
        const text = describe(error);
        same = text === last ? same + 1 : 1;
        last = text;
        if (same === attemptsBeforeParking) return { park: `failed ${same} times: ${text}` };
        // An error that changes its text every time would otherwise hold the partition for ever: the bus repeats it.
        if (attempt === 3 * attemptsBeforeParking) throw error;
        await delay(backoff(attempt));
      }
    }
  };
}

const describe = (error: unknown): string =>
  error instanceof Error ? `${error.name}: ${error.message}` : String(error);

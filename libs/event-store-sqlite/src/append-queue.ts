import type { AppendTicket, Appended, Awaitable, EncodedWrite, Scheduler } from '@rollcall/event-sourcing';
import { isPending } from '@rollcall/event-sourcing';
import type { AppendOutcome, Failed, ReadyAppend } from './append-transaction.js';

/** Appends on their way into the file, tried strictly in the order of the calls. */
export interface AppendQueue {
  add(encode: () => Awaitable<readonly EncodedWrite[]>, ticket: AppendTicket | undefined): Promise<readonly Appended[]>;
  /** Resolves when everything added so far was answered. */
  drained(): Promise<void>;
}

type QueuedAppend = {
  writes: readonly EncodedWrite[] | Failed | undefined;
  ticket: AppendTicket | undefined;
} & Readonly<{
  answer: PromiseWithResolvers<readonly Appended[]>;
}>;

/** One transaction carries at most this many appends: enough to make the commit's cost small, few enough to end soon. */
const appendsPerCommit = 256;

/**
 * Collects the appends of one turn of the event loop and hands them to `commit` in one run. An append whose events are
 * still being encoded (a key is on its way) holds back those behind it, so order never depends on how long a key takes.
 */
export function createAppendQueue(
  scheduler: Scheduler,
  commit: (run: readonly ReadyAppend[]) => readonly AppendOutcome[],
): AppendQueue {
  const queue: QueuedAppend[] = [];
  let scheduled: Promise<void> | undefined;

  function scheduleFlush(): void {
    if (scheduled || queue[0]?.writes === undefined) return;
    scheduled = scheduler.run(flush);
  }
  function flush(): void {
    scheduled = undefined;
    const run = readyRun(queue);
    const outcomes = commit(run);
    const answered = queue.splice(0, outcomes.length);
    answered.forEach(({ answer }, index) => settle(answer, outcomes[index] as AppendOutcome));
    scheduleFlush();
  }
  function encoded(append: QueuedAppend, writes: readonly EncodedWrite[] | Failed): void {
    append.writes = writes;
    scheduleFlush();
  }

  return {
    add(encode, ticket) {
      const append: QueuedAppend = { writes: undefined, ticket, answer: Promise.withResolvers() };
      queue.push(append);
      try {
        const writes = encode();
        if (isPending(writes)) {
          writes.then(
            (ready) => encoded(append, ready),
            (error: unknown) => encoded(append, { failed: error }),
          );
        } else encoded(append, writes);
      } catch (error) {
        encoded(append, { failed: error });
      }
      return append.answer.promise;
    },
    async drained() {
      while (queue.length > 0) await Promise.allSettled(queue.map(({ answer }) => answer.promise));
    },
  };
}

/** The appends at the front of the queue whose events are ready. */
function readyRun(queue: readonly QueuedAppend[]): readonly ReadyAppend[] {
  const run: ReadyAppend[] = [];
  for (const { writes, ticket } of queue) {
    if (writes === undefined || run.length === appendsPerCommit) break;
    run.push({ writes, ticket });
  }
  return run;
}

function settle(answer: PromiseWithResolvers<readonly Appended[]>, outcome: AppendOutcome): void {
  if ('stored' in outcome) answer.resolve(outcome.stored);
  else answer.reject(outcome.failed);
}

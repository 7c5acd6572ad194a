/** Lets followers sleep at the end of the log until it has grown. */
export interface CommitSignal {
  /** Resolves when the log reaches beyond `position`, or when `signal` aborts. */
  grownBeyond(position: number, signal: AbortSignal): Promise<void>;
  /** The local writer has committed. */
  committed(): void;
}

/**
 * How often idle followers look for commits of another process, which nothing announces. In service one process owns a
 * folder, so this only serves tools and tests that open a file twice; one indexed look-up per interval, while someone waits.
 */
const foreignCommitCheckMs = 100;

type Waiter = Readonly<{ position: number; wake: () => void }>;

/** `head` answers the newest position in the file, whoever wrote it. */
export function createCommitSignal(head: () => number): CommitSignal {
  const waiters = new Set<Waiter>();
  let timer: NodeJS.Timeout | undefined;

  function wakeThoseBehind(): void {
    const newest = newestOrUnknown();
    for (const waiter of [...waiters]) if (newest > waiter.position) waiter.wake();
  }
  /** When the file cannot be read, all are woken: they meet the failure where it can be handled, and try again. */
  function newestOrUnknown(): number {
    try {
      return head();
    } catch {
      return Infinity;
    }
  }
  function checkLater(): void {
    timer ??= setTimeout(() => {
      timer = undefined;
      if (waiters.size === 0) return;
      wakeThoseBehind();
      if (waiters.size > 0) checkLater();
    }, foreignCommitCheckMs).unref();
  }

  return {
    grownBeyond(position, signal) {
      // Commits between the caller's last look and now would otherwise go unnoticed.
      if (signal.aborted || head() > position) return Promise.resolve();
      return new Promise((resolve) => {
        const wake = (): void => {
          waiters.delete(waiter);
          signal.removeEventListener('abort', wake);
          resolve();
        };
        const waiter = { position, wake };
        waiters.add(waiter);
        signal.addEventListener('abort', wake);
        checkLater();
      });
    },
    committed() {
      if (waiters.size > 0) wakeThoseBehind();
    },
  };
}

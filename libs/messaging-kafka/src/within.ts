/**
 * What `work` answers, unless that takes longer than `milliseconds`: then it rejects with the error `late` makes. The
 * work itself goes on.
 */
export async function within<T>(milliseconds: number, work: Promise<T>, late: () => Error): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(late()), milliseconds);
  try {
    return await Promise.race([work, promise]);
  } finally {
    clearTimeout(timer);
    // A rejection nobody waits for any more is no crash.
    work.catch(() => undefined);
  }
}

/** Lets something end, but not for longer than `milliseconds`; what it has to complain about comes too late to matter. */
export const endWithin = (milliseconds: number, ending: Promise<unknown>): Promise<void> =>
  within(milliseconds, ending, () => new Error('late')).then(
    () => undefined,
    () => undefined,
  );

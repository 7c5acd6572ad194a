/**
 * Counters, throttles, last-seen, idempotency records: bounded, with time-to-live (KRN-14). Losing all of it ends no
 * lock and lengthens no session.
 */
export interface EphemeralStore {
  get<T>(key: string): Promise<T | undefined>;
  /** Writes `next` only when the stored value equals `expected` (`undefined` = nothing stored); tells whether it did. */
  compareAndSet<T>(key: string, expected: T | undefined, next: T | undefined, ttlMs: number): Promise<boolean>;
  /** Adds one and answers the new count; the time-to-live starts with the first. */
  increment(key: string, ttlMs: number): Promise<number>;
  close(): Promise<void>;
}

import { v7 } from 'uuid';

/** Where new ids come from; tests hand out known ones. */
export interface Ids {
  /** A new UUID of version 7 (RFC 9562): sortable by time, never a secret. */
  next(): string;
}

/** Ids from the clock and the system's randomness. */
export const systemIds: Ids = { next: () => v7() };

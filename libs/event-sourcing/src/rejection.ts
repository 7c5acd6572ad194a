/**
 * "No" is an answer, not a fault: a rejection is returned, an exception means something broke (KRN-02).
 * `rejected` is a stable kebab-case code; `reason` a sentence for a person; `details` what a program needs.
 */
export type Rejection = Readonly<{ rejected: string; reason: string; details?: Readonly<Record<string, unknown>> }>;

/** Builds a rejection. */
export const reject = (code: string, reason: string, details?: Readonly<Record<string, unknown>>): Rejection =>
  details ? { rejected: code, reason, details } : { rejected: code, reason };

/** Tells a rejection from whatever else a decision may answer. */
export const isRejection = (value: unknown): value is Rejection =>
  typeof value === 'object' && value !== null && 'rejected' in value;

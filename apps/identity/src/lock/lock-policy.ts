/** When an account is locked, and for how long. */
export type LockPolicy = Readonly<{
  /** Wrong passwords without a right one between them. */
  tries: number;
  /** How long the lock holds unless a reset ends it. */
  minutes: number;
}>;

/** By account mode (K2, K20): `migrated` is the profile `nist-4`. */
export const lockPolicies = {
  migrated: { tries: 10, minutes: 30 },
} as const satisfies Readonly<Record<string, LockPolicy>>;

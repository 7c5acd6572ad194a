import type { SecondFactor } from './second-factor.decider.js';

/** What is shown of an account's second factor: nothing that could stand in for it. */
export type SecondFactorView = Readonly<{
  items: readonly Readonly<{ id: string; kind: 'totp'; addedAt: string }>[];
  recoveryCodesLeft: number;
}>;

/** Shows a second factor. */
export const viewOf = ({ totp, codes }: SecondFactor): SecondFactorView => ({
  items: totp ? [{ id: totp.factorId, kind: 'totp', addedAt: totp.addedAt }] : [],
  recoveryCodesLeft: totp ? codes.filter((code) => code !== undefined).length : 0,
});

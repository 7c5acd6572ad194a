import { type Message, type Personal, type StreamName, streamName } from '@rollcall/event-sourcing';

/** Streams of second factors: `identity.factor-<accountId>`, beside the account's own, which every sign-in reads. */
export const secondFactorCategory = 'identity.factor';
/** The stream of an account's second factor. */
export const secondFactorStream = (accountId: string): StreamName => streamName(secondFactorCategory, accountId);

/** A secret was shown to the owner; it counts once a code proves that an authenticator app has it. Base 32. */
export type TotpOffered = Message<
  'TotpOffered',
  { accountId: string; factorId: string; personal: Personal<{ secret: string }> }
>;
/** From now on a password alone signs nobody in. */
export type SecondFactorAdded = Message<
  'SecondFactorAdded',
  { accountId: string; factorId: string; kind: 'totp'; at: string }
>;
/** By its owner, or taken away by an Admin for an owner who lost it. Recovery codes go with it. */
export type SecondFactorRemoved = Message<
  'SecondFactorRemoved',
  { accountId: string; factorId: string; kind: 'totp'; by: 'owner' | 'admin' }
>;
/** Others were shown to the owner, and the ones before are void. `kept` holds what is kept of each, apart by spaces. */
export type RecoveryCodesIssued = Message<
  'RecoveryCodesIssued',
  { accountId: string; personal: Personal<{ kept: string }> }
>;
/** One of them was used up: the `index`-th. */
export type RecoveryCodeUsed = Message<'RecoveryCodeUsed', { accountId: string; index: number }>;

/** What can be true of an account's second factor. */
export type SecondFactorEvent =
  TotpOffered | SecondFactorAdded | SecondFactorRemoved | RecoveryCodesIssued | RecoveryCodeUsed;

import type { MailContent } from './layout.js';
import type { MailValues } from './mail-values.js';

/** What owners are told of their second factor (ASVS 6.3.7): a notice each, without a link. */
const notice =
  (subject: string, ...paragraphs: readonly string[]) =>
  ({ name }: MailValues): MailContent => ({
    subject,
    greeting: `Hello ${name},`,
    paragraphs: [...paragraphs, 'If this was not you, tell an Admin of your site at once.'],
  });

/** By its owner. */
export const secondFactorAdded = notice(
  'A second factor was turned on',
  'From now on your account is signed in to with your password and a code of your authenticator app.',
  'Keep the recovery codes you were shown: each signs you in once when the app is not at hand.',
);

/** By its owner. */
export const secondFactorRemoved = notice(
  'Your second factor was turned off',
  'From now on your account is signed in to with your password alone. Its recovery codes are void.',
);

/** By an Admin, for an owner who lost it. */
export const secondFactorReset = notice(
  'Your second factor was reset by an Admin',
  'An Admin of your site took the second factor off your account, and you were signed out everywhere.',
  'Sign in with your password, and turn it on again in your account settings.',
);

/** Others than those that were shown when it was turned on. */
export const recoveryCodesIssued = notice(
  'You have new recovery codes',
  'New recovery codes were shown in your account settings. The ones before are void.',
);

/** One is gone; nobody but its owner should have had it. */
export const recoveryCodeUsed = notice(
  'A recovery code was used',
  'Somebody signed in to your account with your password and one of your recovery codes. It cannot be used again.',
);

import type { MailContent } from './layout.js';
import type { MailValues } from './mail-values.js';

const notYou = 'If this was not you, ignore this mail: nothing changes.';

/** Self sign-up (IDN-53). */
export const confirmSignUp = ({ name, url, validUntil }: MailValues): MailContent => ({
  subject: 'Confirm your email',
  greeting: `Hello ${name},`,
  paragraphs: ['Somebody signed up with this address. Confirm that it is yours and choose a password.'],
  button: { label: 'CONFIRM EMAIL', url },
  footnote: `The link works once, until ${validUntil}. ${notYou}`,
});

/** A change of email, to the new address (IDN-46). */
export const confirmEmail = ({ name, url, validUntil }: MailValues): MailContent => ({
  subject: 'Confirm your new email',
  greeting: `Hello ${name},`,
  paragraphs: ['Your account is to have this address. Until you confirm it, the old one stays.'],
  button: { label: 'CONFIRM NEW EMAIL', url },
  footnote: `The link works once, until ${validUntil}. ${notYou}`,
});

/** Notice to the address an account had. */
export const emailChanged = ({ name }: MailValues): MailContent => ({
  subject: 'Your email was changed',
  greeting: `Hello ${name},`,
  paragraphs: [
    'Your account has another email now; from here on you sign in with that one.',
    'If this was not you, tell an Admin of your site at once.',
  ],
});

/** Notice that sessions have ended with the old password. */
export const passwordChanged = ({ name }: MailValues): MailContent => ({
  subject: 'Your password was changed',
  greeting: `Hello ${name},`,
  paragraphs: [
    'The password of your account was changed, and every other session was signed out.',
    'If this was not you, tell an Admin of your site at once.',
  ],
});

/** A forgotten password, or an Admin's Reset Password (IDN-13, IDN-16). */
export const resetPassword = ({ name, url, validUntil }: MailValues): MailContent => ({
  subject: 'Choose a new password',
  greeting: `Hello ${name},`,
  paragraphs: [
    'A new password was asked for, by you or by an Admin of your site. Until you choose one, the old one stays.',
    'If your account is locked, choosing a new password ends the lock.',
  ],
  button: { label: 'CREATE NEW PASSWORD', url },
  footnote: `The link works once, until ${validUntil}. ${notYou}`,
});

/** To the Admins who get security mails (IDN-31). */
export const accountLocked = ({ name, siteName, about, validUntil }: MailValues): MailContent => ({
  subject: `An account is locked on ${siteName}`,
  greeting: `Hello ${name},`,
  paragraphs: [
    `Too many wrong passwords or codes were tried for ${about}. Nobody can sign in to the account until ${validUntil}.`,
    'The lock ends by itself at that time, or as soon as its owner resets the password on the sign-in page.',
    'If tries like these go on, ask the owner whether they made them.',
  ],
  footnote: `You get this mail because you get the security mails of ${siteName}.`,
});

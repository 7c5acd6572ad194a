import { type Message, type Personal, type StreamName, streamName } from '@rollcall/event-sourcing';

/** Streams of mails: `identity.mail-<mailId>`: the outbox, one stream each. */
export const mailCategory = 'identity.mail';
/** The stream of a mail. */
export const mailStream = (mailId: string): StreamName => streamName(mailCategory, mailId);

/** Which mail: each has one template (features A9). */
export type MailTemplate =
  | 'accept-invitation'
  | 'enter-site'
  | 'confirm-sign-up'
  | 'confirm-email'
  | 'email-changed'
  | 'password-changed'
  | 'reset-password'
  | 'account-locked'
  | 'second-factor-added'
  | 'second-factor-removed'
  | 'second-factor-reset'
  | 'recovery-codes-issued'
  | 'recovery-code-used';
/** What the link in a mail is for; part of its token. */
export type LinkPurpose = 'invitation' | 'sign-up' | 'email-change' | 'password-reset';
/**
 * Names the link a mail carries; the token itself is computed when the mail is built (DESIGN section 5). `id` is whose link
 * it is: the person's for an invitation, else the account's. With the generation it names one link among theirs.
 */
export type LinkReference = Readonly<{ purpose: LinkPurpose; id: string; generation: number; keyId: string }>;

/**
 * A mail is in the outbox: to whom, which template, with which link. `lockedAccountId`: whom it tells about; name and address
 * are theirs, so they are looked up when it is built and go with them. `expiresAt` is the link's end, or the lock's.
 */
export type MailRequested = Message<
  'MailRequested',
  {
    mailId: string;
    template: MailTemplate;
    personId?: string;
    siteId?: string;
    invitationId?: string;
    lockedAccountId?: string;
    link?: LinkReference;
    expiresAt?: string;
    personal: Personal<{ to: string; name: string }>;
  }
>;
/** The mail's outcome, noted once: the server took it, or refused it for good. */
export type MailSent = Message<'MailSent', { at: string }>;
export type MailFailed = Message<'MailFailed', { reason: string }>;
/** What can be true of a mail. */
export type MailEvent = MailRequested | MailSent | MailFailed;

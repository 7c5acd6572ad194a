import type { Message, Personal } from '@rollcall/event-sourcing';

/** Streams of mails: `identity.mail-<mailId>`: the outbox, one stream each. */
export const mailCategory = 'identity.mail';

/** Which mail: each has one template (features A9). */
export type MailTemplate =
  'accept-invitation' | 'enter-site' | 'confirm-sign-up' | 'confirm-email' | 'email-changed' | 'password-changed';
/** What the link in a mail is for; part of its token. */
export type LinkPurpose = 'invitation' | 'sign-up' | 'email-change';
/** Names the link a mail carries; the token itself is computed when the mail is built (DESIGN section 5). */
export type LinkReference = Readonly<{ purpose: LinkPurpose; id: string; generation: number; keyId: string }>;

export type MailRequested = Message<
  'MailRequested',
  {
    mailId: string;
    template: MailTemplate;
    personId?: string;
    siteId?: string;
    invitationId?: string;
    link?: LinkReference;
    expiresAt?: string;
    personal: Personal<{ to: string; name: string }>;
  }
>;
export type MailSent = Message<'MailSent', { at: string }>;
export type MailFailed = Message<'MailFailed', { reason: string }>;
/** What can be true of a mail. */
export type MailEvent = MailRequested | MailSent | MailFailed;

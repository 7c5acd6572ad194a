import { type Erasing, type Message, type Personal, type StreamName, streamName } from '@rollcall/event-sourcing';

/** Streams of accounts: `identity.account-<accountId>`. */
export const accountCategory = 'identity.account';
/** The stream of an account. */
export const accountStream = (accountId: string): StreamName => streamName(accountCategory, accountId);

/** A link that a mail carries: derived from id and generation, void at its time (DESIGN section 5, links in mails). */
export type MailedLink = Readonly<{ generation: number; keyId: string; expiresAt: string }>;

/** An account for an email; without a password until its owner completes it. `origin` says who asked for it. */
export type AccountCreated = Message<
  'AccountCreated',
  {
    accountId: string;
    origin: 'invite' | 'sign-up' | 'operator';
    emailIndex: string;
    personal: Personal<{ email: string; firstName: string; lastName: string }>;
  }
>;
/** A mail with a confirmation link is on its way to a newly signed-up address (IDN-53). */
export type ConfirmationRequested = Message<'ConfirmationRequested', { link: MailedLink }>;
export type AccountCompleted = Message<
  'AccountCompleted',
  { personal: Personal<{ firstName: string; lastName: string }> }
>;
/** `hash` is a PHC string; it never leaves this log. */
export type PasswordSet = Message<
  'PasswordSet',
  { by: 'link' | 'admin' | 'self'; mustChange: boolean; personal: Personal<{ hash: string }> }
>;
export type EmailChangeRequested = Message<
  'EmailChangeRequested',
  { changeId: string; emailIndex: string; link: MailedLink; personal: Personal<{ email: string }> }
>;
/** `people` are those who were active by the account then, each with the attempt that made them so. */
export type AccountEmailChanged = Message<
  'AccountEmailChanged',
  {
    emailIndex: string;
    people: readonly Readonly<{ personId: string; siteId: string; attempt?: number }>[];
    personal: Personal<{ email: string; previous: string }>;
  }
>;
/** `people` are those who were active by it. */
export type AccountClosed = Message<
  'AccountClosed',
  { people: readonly Readonly<{ personId: string; siteId: string }>[] }
>;
/** A person of the account became active on a site; `version` is their facet's, so a stale message is known. */
export type PersonAccessOpened = Message<
  'PersonAccessOpened',
  { personId: string; siteId: string; attempt?: number; version: bigint }
>;
export type PersonAccessClosed = Message<'PersonAccessClosed', { personId: string; siteId: string; version: bigint }>;
export type AccountSessionsEnded = Message<
  'AccountSessionsEnded',
  { reason: 'no-active-person' | 'password-changed' | 'closed' | 'owner' | 'admin' }
>;
/** A person was linked to the account for the first time; whether they still are, their link tells. */
export type PersonAttached = Message<'PersonAttached', { personId: string; siteId: string }>;
/** Nothing personal of it is kept any more (KRN-17); the last event of its stream. */
export type AccountErased = Message<'AccountErased', Erasing>;

/** What can be true of an account. */
export type AccountEvent =
  | AccountCreated
  | ConfirmationRequested
  | AccountCompleted
  | PasswordSet
  | EmailChangeRequested
  | AccountEmailChanged
  | AccountClosed
  | PersonAccessOpened
  | PersonAccessClosed
  | AccountSessionsEnded
  | PersonAttached
  | AccountErased;

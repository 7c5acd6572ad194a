import type { Message } from '@rollcall/event-sourcing';
import type { AccountCreated, MailedLink } from './account.events.js';

type Name = Readonly<{ firstName: string; lastName: string }>;

/** An account for an email that nobody holds; the claim is taken in the same append. */
export type CreateAccount = Message<
  'CreateAccount',
  Name & Pick<AccountCreated['data'], 'accountId' | 'origin' | 'emailIndex'> & { email: string }
>;
/** Somebody signed up with the account's email: a newer link replaces the one before. */
export type RequestConfirmation = Message<'RequestConfirmation', Omit<MailedLink, 'generation'>>;
/** The link of a sign-up was followed; `at` is the command's time. */
export type ConfirmSignUp = Message<'ConfirmSignUp', { generation: number; at: Date; passwordHash: string }>;
/** The owner follows an invitation, or the operator makes the account: name and password at once. */
export type CompleteAccount = Message<
  'CompleteAccount',
  Name & { by: 'link' | 'admin'; passwordHash: string; mustChange: boolean }
>;
/** The owner chooses another password: signed in (`self`), or by the link of a reset. */
export type SetPassword = Message<'SetPassword', { by: 'self' | 'link'; passwordHash: string }>;
export type RequestEmailChange = Message<
  'RequestEmailChange',
  { changeId: string; email: string; emailIndex: string; link: Omit<MailedLink, 'generation'> }
>;
/** The link of a change of email was followed; `at` is the command's time. */
export type ConfirmEmailChange = Message<'ConfirmEmailChange', { changeId: string; at: Date }>;
export type CloseAccount = Message<'CloseAccount', Record<never, never>>;
export type OpenPersonAccess = Message<
  'OpenPersonAccess',
  { personId: string; siteId: string; attempt: number; version: bigint }
>;
export type ClosePersonAccess = Message<'ClosePersonAccess', { personId: string; siteId: string; version: bigint }>;
/** The owner, or an Admin for them, ends every session. */
export type EndSessions = Message<'EndSessions', { by: 'owner' | 'admin' }>;
export type AttachPerson = Message<'AttachPerson', { personId: string; siteId: string }>;
/** Closes the account, where its owner has not, and erases it. */
export type EraseAccount = Message<'EraseAccount', Record<never, never>>;

/** Everything an account may be asked. */
export type AccountCommand =
  | CreateAccount
  | RequestConfirmation
  | ConfirmSignUp
  | CompleteAccount
  | SetPassword
  | RequestEmailChange
  | ConfirmEmailChange
  | CloseAccount
  | OpenPersonAccess
  | ClosePersonAccess
  | EndSessions
  | AttachPerson
  | EraseAccount;

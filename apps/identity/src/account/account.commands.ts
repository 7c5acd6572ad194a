import type { Message } from '@rollcall/event-sourcing';
import type { AccountCreated, MailedLink } from './account.events.js';

type Name = Readonly<{ firstName: string; lastName: string }>;

export type CreateAccount = Message<
  'CreateAccount',
  Name &
    Pick<AccountCreated['data'], 'accountId' | 'origin' | 'emailIndex'> & { email: string; confirmation?: MailedLink }
>;
/** The owner follows the invitation's or the confirmation's link: name and password at once. */
export type CompleteAccount = Message<'CompleteAccount', Name & { passwordHash: string; mustChange: boolean }>;
export type SetPassword = Message<
  'SetPassword',
  { by: 'link' | 'admin' | 'self'; passwordHash: string; mustChange: boolean }
>;
export type RequestEmailChange = Message<
  'RequestEmailChange',
  { changeId: string; email: string; emailIndex: string; link: MailedLink }
>;
/** The link of a change of email was followed; `at` is the command's time. */
export type ConfirmEmailChange = Message<'ConfirmEmailChange', { changeId: string; at: Date }>;
export type CloseAccount = Message<'CloseAccount', Record<never, never>>;
export type OpenPersonAccess = Message<'OpenPersonAccess', { personId: string; siteId: string; version: bigint }>;
export type ClosePersonAccess = Message<'ClosePersonAccess', { personId: string; siteId: string; version: bigint }>;

export type AccountCommand =
  | CreateAccount
  | CompleteAccount
  | SetPassword
  | RequestEmailChange
  | ConfirmEmailChange
  | CloseAccount
  | OpenPersonAccess
  | ClosePersonAccess;

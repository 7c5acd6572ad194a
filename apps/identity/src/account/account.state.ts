import { ERASED } from '@rollcall/event-sourcing';
import type { AccountCreated, AccountEvent, MailedLink } from './account.events.js';

/**
 * A person who was ever linked to the account, on one site. `open` while they are active by it, as far as the highest
 * version of their facet told; `attempt` made them active.
 */
export type AccountPerson = Readonly<{
  personId: string;
  siteId: string;
  attempt?: number;
  open: boolean;
  version: bigint;
}>;
/** The newest change of email that was asked for; kept once it is confirmed, so that its link can say so. */
export type EmailChange = Readonly<{
  changeId: string;
  email: string;
  emailIndex: string;
  link: MailedLink;
  confirmed: boolean;
}>;

/** An account as identity decides about it. `people`: one per site, small by nature. */
export type ExistingAccount = Readonly<{
  status: 'pending' | 'completed' | 'closed';
  /** For good: nothing changes about it any more. */
  erased?: true;
  accountId: string;
  origin: AccountCreated['data']['origin'];
  email: string;
  emailIndex: string;
  firstName: string;
  lastName: string;
  passwordHash?: string;
  /** How many passwords it has had: wrong tries are counted anew for each. */
  passwords: number;
  mustChangePassword: boolean;
  /** The newest link of a sign-up. */
  confirmation?: MailedLink;
  change?: EmailChange;
  people: readonly AccountPerson[];
}>;
/** No account yet, or one in whatever status. */
export type Account = Readonly<{ status: 'none' }> | ExistingAccount;

/** What an event makes of an account. */
export function evolveAccount(account: Account, event: AccountEvent): Account {
  if (event.type === 'AccountCreated') {
    const { accountId, origin, emailIndex, personal } = event.data;
    const { email, firstName, lastName } = personal;
    const base = { accountId, origin, emailIndex, email, firstName, lastName };
    return { status: 'pending', ...base, passwords: 0, mustChangePassword: false, people: [] };
  }
  if (account.status === 'none') return account;
  switch (event.type) {
    case 'ConfirmationRequested':
      return { ...account, confirmation: event.data.link };
    case 'AccountCompleted': {
      const { firstName, lastName } = event.data.personal;
      return { ...account, status: 'completed', firstName, lastName };
    }
    case 'PasswordSet': {
      const { mustChange: mustChangePassword, personal } = event.data;
      return { ...account, passwordHash: personal.hash, passwords: account.passwords + 1, mustChangePassword };
    }
    case 'EmailChangeRequested': {
      const { changeId, emailIndex, link, personal } = event.data;
      return { ...account, change: { changeId, emailIndex, link, email: personal.email, confirmed: false } };
    }
    case 'AccountEmailChanged': {
      const { emailIndex, personal } = event.data;
      const change = account.change && { change: { ...account.change, confirmed: true } };
      return { ...account, ...change, email: personal.email, emailIndex };
    }
    case 'AccountClosed':
      return { ...account, status: 'closed' };
    case 'PersonAccessOpened':
      return withPerson(account, { ...event.data, open: true });
    case 'PersonAccessClosed':
      return withPerson(account, { ...event.data, open: false });
    case 'PersonAttached':
      return withPerson(account, { ...event.data, open: false, version: -1n });
    case 'AccountErased':
      return erased(account);
    case 'AccountSessionsEnded':
      return account;
  }
}

function erased({ accountId, origin, passwords, people }: ExistingAccount): ExistingAccount {
  const nobody = { email: ERASED, emailIndex: '', firstName: ERASED, lastName: ERASED, mustChangePassword: false };
  return { status: 'closed', erased: true, accountId, origin, passwords, ...nobody, people };
}

const withPerson = (account: ExistingAccount, person: AccountPerson): ExistingAccount => ({
  ...account,
  people: [...account.people.filter(({ personId }) => personId !== person.personId), person],
});

import type { AccountEvent, MailedLink } from './account.events.js';

/** A person of the account on one site, as far as the highest version of their facet told. */
export type AccountPerson = Readonly<{ personId: string; siteId: string; open: boolean; version: bigint }>;
/** A change of email that waits for its confirmation. */
export type EmailChange = Readonly<{ changeId: string; email: string; emailIndex: string; link: MailedLink }>;

/** An account as identity decides about it. `people`: one per site, small by nature. */
export type ExistingAccount = Readonly<{
  status: 'pending' | 'completed' | 'closed';
  accountId: string;
  email: string;
  emailIndex: string;
  firstName: string;
  lastName: string;
  passwordHash?: string;
  mustChangePassword: boolean;
  confirmation?: MailedLink;
  change?: EmailChange;
  people: readonly AccountPerson[];
}>;
/** No account yet, or one in whatever status. */
export type Account = Readonly<{ status: 'none' }> | ExistingAccount;

/** What an event makes of an account. */
export function evolveAccount(account: Account, event: AccountEvent): Account {
  if (event.type === 'AccountCreated') {
    const { accountId, emailIndex, personal } = event.data;
    const { email, firstName, lastName } = personal;
    const base = { accountId, emailIndex, email, firstName, lastName };
    return { status: 'pending', ...base, mustChangePassword: false, people: [] };
  }
  if (account.status === 'none') return account;
  switch (event.type) {
    case 'ConfirmationRequested':
      return { ...account, confirmation: event.data.link };
    case 'AccountCompleted': {
      const { confirmation: _used, ...rest } = account;
      const { firstName, lastName } = event.data.personal;
      return { ...rest, status: 'completed', firstName, lastName };
    }
    case 'PasswordSet':
      return { ...account, passwordHash: event.data.personal.hash, mustChangePassword: event.data.mustChange };
    case 'EmailChangeRequested': {
      const { changeId, emailIndex, link, personal } = event.data;
      return { ...account, change: { changeId, emailIndex, link, email: personal.email } };
    }
    case 'AccountEmailChanged': {
      const { change: _confirmed, ...rest } = account;
      return { ...rest, email: event.data.personal.email, emailIndex: event.data.emailIndex };
    }
    case 'AccountClosed':
      return { ...account, status: 'closed' };
    case 'PersonAccessOpened':
      return withPerson(account, { ...event.data, open: true });
    case 'PersonAccessClosed':
      return withPerson(account, { ...event.data, open: false });
    case 'AccountSessionsEnded':
      return account;
  }
}

const withPerson = (account: ExistingAccount, person: AccountPerson): ExistingAccount => ({
  ...account,
  people: [...account.people.filter(({ personId }) => personId !== person.personId), person],
});

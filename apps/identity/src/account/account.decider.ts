import { type Decider, type Rejection, reject } from '@rollcall/event-sourcing';
import type {
  AccountCommand,
  ClosePersonAccess,
  CompleteAccount,
  CreateAccount,
  OpenPersonAccess,
  SetPassword,
} from './account.commands.js';
import type { AccountEvent } from './account.events.js';
import { type Account, type ExistingAccount, evolveAccount } from './account.state.js';

type Answer = readonly AccountEvent[] | Rejection;

/**
 * Accounts: one email each, completed by their owner, closed by them (IDN-02, IDN-05, IDN-46, IDN-53).
 * Rejections: `email-taken`, `not-found`, `link-used`, `link-void`, `link-expired`.
 */
export const accountDecider: Decider<Account, AccountCommand, AccountEvent> = {
  initialState: () => ({ status: 'none' }),
  evolve: evolveAccount,
  decide: (command, account) => {
    if (command.type === 'CreateAccount') {
      return account.status === 'none'
        ? create(command.data)
        : reject('email-taken', 'An account with this email exists already.');
    }
    if (account.status === 'none') return reject('not-found', 'There is no such account.');
    switch (command.type) {
      case 'CompleteAccount':
        return complete(account, command.data);
      case 'SetPassword':
        return setPassword(account, command.data);
      case 'RequestEmailChange': {
        const { email, ...change } = command.data;
        const personal = { subject: subjectOf(account), email };
        return account.status === 'completed'
          ? [{ type: 'EmailChangeRequested', data: { ...change, personal } }]
          : reject('not-found', 'This account cannot change its email.');
      }
      case 'ConfirmEmailChange':
        return confirmEmailChange(account, command.data.changeId, command.data.at);
      case 'CloseAccount':
        return account.status === 'closed'
          ? []
          : [
              { type: 'AccountClosed', data: {} },
              { type: 'AccountSessionsEnded', data: { reason: 'closed' } },
            ];
      case 'OpenPersonAccess':
        return openAccess(account, command.data);
      case 'ClosePersonAccess':
        return closeAccess(account, command.data);
    }
  },
};

const subjectOf = ({ accountId }: Readonly<{ accountId: string }>): string => `account:${accountId}`;

function create({ email, firstName, lastName, confirmation, ...data }: CreateAccount['data']): Answer {
  const personal = { subject: subjectOf(data), email, firstName, lastName };
  const created: AccountEvent = { type: 'AccountCreated', data: { ...data, personal } };
  return confirmation ? [created, { type: 'ConfirmationRequested', data: { link: confirmation } }] : [created];
}

function complete(account: ExistingAccount, data: CompleteAccount['data']): Answer {
  if (account.status === 'closed') return reject('link-void', 'This account was closed.');
  if (account.status === 'completed') return reject('link-used', 'This account is complete. Sign in.');
  const subject = subjectOf(account);
  const { firstName, lastName, passwordHash, mustChange } = data;
  return [
    { type: 'AccountCompleted', data: { personal: { subject, firstName, lastName } } },
    { type: 'PasswordSet', data: { by: 'link', mustChange, personal: { subject, hash: passwordHash } } },
  ];
}

function setPassword(account: ExistingAccount, { by, passwordHash, mustChange }: SetPassword['data']): Answer {
  if (account.status !== 'completed') return reject('not-found', 'This account has no password yet.');
  const personal = { subject: subjectOf(account), hash: passwordHash };
  return [
    { type: 'PasswordSet', data: { by, mustChange, personal } },
    { type: 'AccountSessionsEnded', data: { reason: 'password-changed' } },
  ];
}

function confirmEmailChange(account: ExistingAccount, changeId: string, at: Date): Answer {
  const { change } = account;
  if (change?.changeId !== changeId) return reject('link-used', 'This link was used or replaced by a newer one.');
  if (change.link.expiresAt <= at.toISOString()) return reject('link-expired', 'This link has expired.');
  const personal = { subject: subjectOf(account), email: change.email, previous: account.email };
  const people = account.people.filter(({ open }) => open).map(({ personId, siteId }) => ({ personId, siteId }));
  return [{ type: 'AccountEmailChanged', data: { emailIndex: change.emailIndex, people, personal } }];
}

/** A message older than what is known of the person changes nothing (KRN-04). */
const isOld = (account: ExistingAccount, { personId, version }: Readonly<{ personId: string; version: bigint }>) =>
  account.people.some((known) => known.personId === personId && known.version >= version);

const openAccess = (account: ExistingAccount, data: OpenPersonAccess['data']): Answer =>
  isOld(account, data) ? [] : [{ type: 'PersonAccessOpened', data }];

/** Sessions end when no active person is left (DIR-04, ASVS 7.4.2). */
function closeAccess(account: ExistingAccount, data: ClosePersonAccess['data']): Answer {
  if (isOld(account, data)) return [];
  const others = account.people.some(({ personId, open }) => open && personId !== data.personId);
  const closed: AccountEvent = { type: 'PersonAccessClosed', data };
  return others ? [closed] : [closed, { type: 'AccountSessionsEnded', data: { reason: 'no-active-person' } }];
}

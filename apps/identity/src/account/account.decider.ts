import { type Decider, type Rejection, reject } from '@rollcall/event-sourcing';
import type {
  AccountCommand,
  ClosePersonAccess,
  CompleteAccount,
  ConfirmSignUp,
  CreateAccount,
  OpenPersonAccess,
  RequestEmailChange,
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
      case 'RequestConfirmation': {
        const generation = (account.confirmation?.generation ?? 0) + 1;
        return account.status === 'pending'
          ? [{ type: 'ConfirmationRequested', data: { link: { ...command.data, generation } } }]
          : [];
      }
      case 'ConfirmSignUp':
        return confirmSignUp(account, command.data);
      case 'CompleteAccount':
        return complete(account, command.data);
      case 'SetPassword':
        return setPassword(account, command.data);
      case 'RequestEmailChange':
        return requestEmailChange(account, command.data);
      case 'ConfirmEmailChange':
        return confirmEmailChange(account, command.data.changeId, command.data.at);
      case 'CloseAccount':
        return close(account);
      case 'EndSessions':
        return account.status === 'completed'
          ? [{ type: 'AccountSessionsEnded', data: { reason: command.data.by } }]
          : [];
      case 'EraseAccount':
        return account.erased
          ? []
          : [...close(account), { type: 'AccountErased', data: { erasedSubject: subjectOf(account) } }];
      case 'AttachPerson':
        return account.people.some(({ personId }) => personId === command.data.personId)
          ? []
          : [{ type: 'PersonAttached', data: command.data }];
      case 'OpenPersonAccess':
        return openAccess(account, command.data);
      case 'ClosePersonAccess':
        return closeAccess(account, command.data);
    }
  },
};

const subjectOf = ({ accountId }: Readonly<{ accountId: string }>): string => `account:${accountId}`;

function create({ email, firstName, lastName, ...data }: CreateAccount['data']): Answer {
  const personal = { subject: subjectOf(data), email, firstName, lastName };
  return [{ type: 'AccountCreated', data: { ...data, personal } }];
}

function confirmSignUp(account: ExistingAccount, { generation, at, passwordHash }: ConfirmSignUp['data']): Answer {
  const { confirmation, firstName, lastName } = account;
  if (confirmation?.generation !== generation) return reject('link-void', 'A newer link replaced this one.');
  if (account.status === 'pending' && confirmation.expiresAt <= at.toISOString()) {
    return reject('link-expired', 'This link has expired. Sign up again to get a new one.');
  }
  return complete(account, { firstName, lastName, by: 'link', passwordHash, mustChange: false });
}

function complete(account: ExistingAccount, data: CompleteAccount['data']): Answer {
  if (account.status === 'closed') return reject('link-void', 'This account was closed.');
  if (account.status === 'completed') return reject('link-used', 'This account is complete. Sign in.');
  const subject = subjectOf(account);
  const { firstName, lastName, by, passwordHash, mustChange } = data;
  return [
    { type: 'AccountCompleted', data: { personal: { subject, firstName, lastName } } },
    { type: 'PasswordSet', data: { by, mustChange, personal: { subject, hash: passwordHash } } },
  ];
}

function setPassword(account: ExistingAccount, { by, passwordHash }: SetPassword['data']): Answer {
  if (account.status !== 'completed') return reject('not-found', 'This account has no password yet.');
  const personal = { subject: subjectOf(account), hash: passwordHash };
  return [
    { type: 'PasswordSet', data: { by, mustChange: false, personal } },
    { type: 'AccountSessionsEnded', data: { reason: 'password-changed' } },
  ];
}

function requestEmailChange(account: ExistingAccount, data: RequestEmailChange['data']): Answer {
  if (account.status !== 'completed') return reject('not-found', 'This account cannot change its email.');
  const { email, link, ...change } = data;
  const generation = (account.change?.link.generation ?? 0) + 1;
  const personal = { subject: subjectOf(account), email };
  return [{ type: 'EmailChangeRequested', data: { ...change, link: { ...link, generation }, personal } }];
}

function confirmEmailChange(account: ExistingAccount, changeId: string, at: Date): Answer {
  const { change } = account;
  if (account.status === 'closed') return reject('link-void', 'This account was closed.');
  if (change?.changeId !== changeId) return reject('link-void', 'A newer link replaced this one.');
  if (change.confirmed) return reject('link-used', 'This link was used: the change is done.');
  if (change.link.expiresAt <= at.toISOString()) return reject('link-expired', 'This link has expired.');
  const personal = { subject: subjectOf(account), email: change.email, previous: account.email };
  const people = account.people.filter(({ open }) => open).map(({ open: _open, version: _version, ...one }) => one);
  return [{ type: 'AccountEmailChanged', data: { emailIndex: change.emailIndex, people, personal } }];
}

const close = (account: ExistingAccount): readonly AccountEvent[] =>
  account.status === 'closed'
    ? []
    : [
        { type: 'AccountClosed', data: { people: activePeople(account) } },
        { type: 'AccountSessionsEnded', data: { reason: 'closed' } },
      ];

/** The people who are active by the account. */
const activePeople = ({ people }: ExistingAccount) =>
  people.filter(({ open }) => open).map(({ personId, siteId }) => ({ personId, siteId }));

/** A message older than what is known of the person changes nothing (KRN-04). */
const isOld = (account: ExistingAccount, { personId, version }: Readonly<{ personId: string; version: bigint }>) =>
  account.people.some((known) => known.personId === personId && known.version >= version);

const openAccess = (account: ExistingAccount, data: OpenPersonAccess['data']): Answer =>
  account.erased || isOld(account, data) ? [] : [{ type: 'PersonAccessOpened', data }];

/** Sessions end when no active person is left (DIR-04, ASVS 7.4.2); whoever never was active leaves them alone. */
function closeAccess(account: ExistingAccount, data: ClosePersonAccess['data']): Answer {
  const known = account.people.find(({ personId }) => personId === data.personId);
  if (!known?.open || isOld(account, data)) return [];
  const others = account.people.some(({ personId, open }) => open && personId !== data.personId);
  const closed: AccountEvent = { type: 'PersonAccessClosed', data };
  return others ? [closed] : [closed, { type: 'AccountSessionsEnded', data: { reason: 'no-active-person' } }];
}

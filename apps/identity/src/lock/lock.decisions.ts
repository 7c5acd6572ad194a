import { type Command, type Get, isRejection, type Write, writes } from '@rollcall/event-sourcing';
import { accountDecider } from '../account/account.decider.js';
import { accountStream } from '../account/account.events.js';
import type { ExistingAccount } from '../account/account.state.js';
import { addressOf } from '../account/address-of.js';
import { requestMail } from '../mail/mail.decisions.js';
import { isLocked, type LockAccount, lockDecider } from './lock.decider.js';
import { type AccountLocked, lockStream } from './lock.events.js';

/** An Admin who is told, on which site, and the mail's id: it comes from outside, so that a repeat is the same mail. */
export type ToldAdmin = Readonly<{ account: ExistingAccount; siteId: string; mailId: string }>;

/**
 * Locks an account whose tries are used up, and tells the Admins in the same append (IDN-25, IDN-31). One that has no
 * password needs no lock: there is nothing to guess.
 */
export function lockAccount(lock: LockAccount['data'], admins: readonly ToldAdmin[]): Command {
  const { accountId } = lock;
  const addressed = lockStream(accountId);
  return {
    addressed,
    decide: (get) => {
      const account = get(accountDecider, accountStream(accountId));
      if (account.status !== 'completed') return new Map();
      const locked = lockDecider.decide({ type: 'LockAccount', data: lock }, get(lockDecider, addressed));
      if (isRejection(locked)) return locked;
      const begun = locked.find((event) => event.type === 'AccountLocked');
      return writes([addressed, locked], ...(begun ? admins.map((admin) => tell(get, admin, begun)) : []));
    },
  };
}

function tell(get: Get, { account, siteId, mailId }: ToldAdmin, { data }: AccountLocked): Write {
  const about = { lockedAccountId: data.accountId, expiresAt: data.until };
  return requestMail(get, { mailId, template: 'account-locked', siteId, ...about, personal: addressOf(account) });
}

/** The write that ends an account's lock, if there is one: its owner has chosen a new password by a link (IDN-17, K18). */
export function endLock(get: Get, accountId: string, at: Date): Write {
  const stream = lockStream(accountId);
  const data = { accountId, by: 'reset', at } as const;
  return [stream, lockDecider.decide({ type: 'UnlockAccount', data }, get(lockDecider, stream))];
}

/** Whether nobody may sign in to the account at that moment. */
export const isAccountLocked = (get: Get, accountId: string, at: Date): boolean =>
  isLocked(get(lockDecider, lockStream(accountId)), at);

import { type Command, type Get, reject, type Write, writes } from '@rollcall/event-sourcing';
import { accountDecider } from '../account/account.decider.js';
import { accountStream } from '../account/account.events.js';
import { addressOf } from '../account/address-of.js';
import { endLock } from '../lock/lock.decisions.js';
import { requestMail } from '../mail/mail.decisions.js';
import { nextGeneration, passwordResetDecider, replacedReset } from './password-reset.decider.js';
import { passwordResetStream } from './password-reset.events.js';

const halfAnHour = 30 * 60_000;

/** What a reset is asked for with; ids and times come from outside, so that a repeat makes the same link. */
export type PasswordResetRequest = Readonly<{
  accountId: string;
  by: 'self' | 'admin';
  /** The person whose Admin asks. */
  about?: Readonly<{ personId: string; siteId: string }>;
  mailId: string;
  keyId: string;
  at: Date;
}>;

/**
 * A link to a new password goes to the account's own address, and voids the one before (IDN-13, IDN-16). An account that is
 * not complete gets none: it is invited, not reset. Rejections: `account-required`.
 */
export function requestPasswordReset({ accountId, by, about, mailId, keyId, at }: PasswordResetRequest): Command {
  const addressed = passwordResetStream(accountId);
  return {
    addressed,
    decide: (get) => {
      const account = get(accountDecider, accountStream(accountId));
      if (account.status !== 'completed') return reject('account-required', 'There is no account to sign in to.');
      const before = get(passwordResetDecider, addressed);
      const expiresAt = new Date(at.getTime() + halfAnHour).toISOString();
      const data = { keyId, expiresAt, by };
      return writes(
        [addressed, passwordResetDecider.decide({ type: 'RequestPasswordReset', data }, before)],
        requestMail(get, {
          ...{ mailId, template: 'reset-password', ...about, expiresAt },
          link: { purpose: 'password-reset', id: accountId, generation: nextGeneration(before), keyId },
          personal: addressOf(account),
        }),
      );
    },
  };
}

/** The form behind the link was posted: with which link, and what the password chosen is kept as. */
export type CompletedReset = Readonly<{
  accountId: string;
  generation: number;
  passwordHash: string;
  mailId: string;
  at: Date;
}>;

/**
 * The new password stands: the lock and every session end, and the owner is told (IDN-17, K18).
 * Rejections: `link-void`, `link-used`, `link-expired`.
 */
export function completePasswordReset({ accountId, generation, passwordHash, mailId, at }: CompletedReset): Command {
  const addressed = passwordResetStream(accountId);
  return {
    addressed,
    decide: (get) => {
      const stream = accountStream(accountId);
      const account = get(accountDecider, stream);
      if (account.status !== 'completed') return replacedReset();
      const complete = { type: 'CompletePasswordReset', data: { generation, at } } as const;
      const set = { type: 'SetPassword', data: { by: 'link', passwordHash } } as const;
      return writes(
        [addressed, passwordResetDecider.decide(complete, get(passwordResetDecider, addressed))],
        [stream, accountDecider.decide(set, account)],
        endLock(get, accountId, at),
        requestMail(get, { mailId, template: 'password-changed', personal: addressOf(account) }),
      );
    },
  };
}

/** The write that voids an account's open link: its password or its address has changed by another door. */
export function voidPasswordReset(get: Get, accountId: string): Write {
  const stream = passwordResetStream(accountId);
  const reset = get(passwordResetDecider, stream);
  return [stream, passwordResetDecider.decide({ type: 'VoidPasswordReset', data: {} }, reset)];
}

import { type Command, reject, writes } from '@rollcall/event-sourcing';
import { emailClaimDecider, emailClaimStream } from '../email-claim/email-claim.decider.js';
import { requestMail } from '../mail/mail.decisions.js';
import { voidPasswordReset } from '../password-reset/password-reset.decisions.js';
import { accountDecider } from './account.decider.js';
import { accountStream } from './account.events.js';
import { addressOf } from './address-of.js';

/** What a change of email is asked for with; ids and times come from outside, so that a repeat is the same change. */
export type EmailChangeRequest = Readonly<{
  accountId: string;
  changeId: string;
  email: string;
  emailIndex: string;
  mailId: string;
  keyId: string;
  expiresAt: string;
}>;

/**
 * A confirmation link goes to the new address; until it is followed the old one stays (IDN-46).
 * Rejections: `email-taken`, `not-found` for an account that is not complete.
 */
export function requestEmailChange(request: EmailChangeRequest): Command {
  const { accountId, changeId, email, emailIndex, mailId, keyId, expiresAt } = request;
  const addressed = accountStream(accountId);
  return {
    addressed,
    decide: (get) => {
      const account = get(accountDecider, addressed);
      const claim = get(emailClaimDecider, emailClaimStream(emailIndex));
      if (account.status === 'none') return reject('not-found', 'There is no such account.');
      if (claim.status === 'held' && claim.owner !== accountId) {
        return reject('email-taken', 'This email belongs to another account.');
      }
      const generation = (account.change?.link.generation ?? 0) + 1;
      const data = { changeId, email, emailIndex, link: { keyId, expiresAt } };
      return writes(
        [addressed, accountDecider.decide({ type: 'RequestEmailChange', data }, account)],
        requestMail(get, {
          mailId,
          template: 'confirm-email',
          link: { purpose: 'email-change', id: accountId, generation, keyId },
          expiresAt,
          personal: { ...addressOf(account), to: email },
        }),
      );
    },
  };
}

/**
 * The link was followed: the claims move in one append with the account, and the old address is told (IDN-46, IDN-02).
 * Rejections: `email-taken`, `link-used`, `link-void`, `link-expired`, `not-found`.
 */
export function confirmEmailChange(accountId: string, changeId: string, mailId: string, at: Date): Command {
  const addressed = accountStream(accountId);
  return {
    addressed,
    decide: (get) => {
      const account = get(accountDecider, addressed);
      if (account.status === 'none') return reject('not-found', 'There is no such account.');
      const confirmed = accountDecider.decide({ type: 'ConfirmEmailChange', data: { changeId, at } }, account);
      const before = account.emailIndex;
      const after = account.change?.emailIndex ?? before;
      const claims = before === after ? [] : (['Release', 'Claim'] as const);
      return writes(
        [addressed, confirmed],
        ...claims.map((type) => {
          const stream = emailClaimStream(type === 'Claim' ? after : before);
          const claim = get(emailClaimDecider, stream);
          return [stream, emailClaimDecider.decide({ type, data: { owner: accountId } }, claim)] as const;
        }),
        // Whoever reads the old address must not choose the password of the new one.
        voidPasswordReset(get, accountId),
        requestMail(get, { mailId, template: 'email-changed', personal: addressOf(account) }),
      );
    },
  };
}

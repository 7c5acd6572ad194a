import { type Command, decideAll, decideOne, isRejection, writes } from '@rollcall/event-sourcing';
import type { AccountCommand, ConfirmSignUp } from '../account/account.commands.js';
import { accountDecider } from '../account/account.decider.js';
import { accountStream } from '../account/account.events.js';
import { emailClaimDecider, emailClaimStream } from '../email-claim/email-claim.decider.js';
import { requestMail } from '../mail/mail.decisions.js';
import { mailStream } from '../mail/mail.events.js';

/** Who signs up, and what the account, link and mail are made with. */
export type SignUp = Readonly<{
  newAccountId: string;
  email: string;
  emailIndex: string;
  firstName: string;
  lastName: string;
  mailId: string;
  keyId: string;
  expiresAt: string;
}>;

/**
 * Self sign-up: an account linked to no person, with a link to confirm its email (IDN-53). Somebody invited may sign up as
 * well; for an account that is complete nothing happens, and the caller learns of none of it.
 */
export function signUp({ newAccountId, mailId, keyId, expiresAt, ...who }: SignUp): Command {
  const { email, emailIndex, firstName, lastName } = who;
  // The mail is the one thing that is written whenever something is.
  const addressed = mailStream(mailId);
  return {
    addressed,
    decide: (get) => {
      const claimed = emailClaimStream(emailIndex);
      const claim = get(emailClaimDecider, claimed);
      const accountId = claim.status === 'held' ? claim.owner : newAccountId;
      const account = get(accountDecider, accountStream(accountId));
      if (claim.status === 'held' && account.status !== 'pending') return new Map();
      const create = { type: 'CreateAccount', data: { accountId, origin: 'sign-up', ...who } } as const;
      const commands: readonly AccountCommand[] = [
        ...(claim.status === 'held' ? [] : [create]),
        { type: 'RequestConfirmation', data: { keyId, expiresAt } },
      ];
      const asked = decideAll(accountDecider, account, commands);
      if (isRejection(asked)) return asked;
      const generation = account.status === 'none' ? 1 : (account.confirmation?.generation ?? 0) + 1;
      return writes(
        [accountStream(accountId), asked],
        [claimed, emailClaimDecider.decide({ type: 'Claim', data: { owner: accountId } }, claim)],
        requestMail(get, {
          mailId,
          template: 'confirm-sign-up',
          link: { purpose: 'sign-up', id: accountId, generation, keyId },
          expiresAt,
          personal: { subject: `account:${accountId}`, to: email, name: `${firstName} ${lastName}`.trim() },
        }),
      );
    },
  };
}

/** The link of a sign-up was followed. Rejections: `link-void`, `link-used`, `link-expired`. */
export const confirmSignUp = (accountId: string, confirmation: ConfirmSignUp['data']): Command =>
  decideOne(accountDecider, accountStream(accountId), { type: 'ConfirmSignUp', data: confirmation });

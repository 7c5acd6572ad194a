import { type Command, decideAll, reject, writes } from '@rollcall/event-sourcing';
import { emailClaimDecider, emailClaimStream } from '../email-claim/email-claim.decider.js';
import { invitationDecider } from '../invitation/invitation.decider.js';
import { invitationStream } from '../invitation/invitation.events.js';
import { standsForSomebody } from '../link/erasing.decisions.js';
import { requestMail } from '../mail/mail.decisions.js';
import { voidPasswordReset } from '../password-reset/password-reset.decisions.js';
import { keepSession, wrongCredentials } from '../session/session.decisions.js';
import type { CreateAccount } from './account.commands.js';
import { accountDecider } from './account.decider.js';
import { accountStream } from './account.events.js';
import { addressOf } from './address-of.js';
import { provenAccount } from './proven-account.js';

/** What an owner's change of password needs: `sessionId` is the session it is made in, which goes on. */
export type PasswordChange = Readonly<{
  accountId: string;
  proven: string;
  passwordHash: string;
  sessionId?: string;
  mailId: string;
  at: Date;
}>;

/**
 * The owner chooses another password: every other session ends, and a notice goes to their address.
 * Rejections: `wrong-credentials` when the proven password has changed meanwhile, `not-found` for a session nobody has.
 */
export function changePassword({ accountId, proven, passwordHash, sessionId, mailId, at }: PasswordChange): Command {
  const addressed = accountStream(accountId);
  return {
    addressed,
    decide: (get) => {
      const account = provenAccount(get, accountId, proven);
      if (!account) return wrongCredentials();
      const set = { type: 'SetPassword', data: { by: 'self', passwordHash } } as const;
      return writes(
        [addressed, accountDecider.decide(set, account)],
        ...(sessionId === undefined ? [] : [keepSession(get, { accountId, sessionId, at })]),
        voidPasswordReset(get, accountId),
        requestMail(get, { mailId, template: 'password-changed', personal: addressOf(account) }),
      );
    },
  };
}

/**
 * The owner closes the account: its email is free, its sessions and open invitations end; the people stay as they are on
 * their sites (drift `account-closed`). One that stands for nobody is erased at once (decision 25).
 * Rejections: `wrong-credentials`.
 */
export function closeAccount(accountId: string, proven: string): Command {
  const addressed = accountStream(accountId);
  return {
    addressed,
    decide: (get) => {
      const account = provenAccount(get, accountId, proven);
      if (!account) return wrongCredentials();
      const claim = emailClaimStream(account.emailIndex);
      const release = { type: 'Release', data: { owner: accountId } } as const;
      const type = standsForSomebody(get, account) ? 'CloseAccount' : 'EraseAccount';
      return writes(
        [addressed, accountDecider.decide({ type, data: {} }, account)],
        [claim, emailClaimDecider.decide(release, get(emailClaimDecider, claim))],
        ...account.people.map(({ personId }) => {
          const stream = invitationStream(personId);
          const invitation = get(invitationDecider, stream);
          return [stream, invitationDecider.decide({ type: 'VoidInvitation', data: {} }, invitation)] as const;
        }),
      );
    },
  };
}

/** An account made complete by the operator: the first admin, before anybody can be invited. Rejections: `email-taken`. */
export function createCompleteAccount(
  account: Omit<CreateAccount['data'], 'origin'>,
  password: Readonly<{ passwordHash: string; mustChange: boolean }>,
): Command {
  const { accountId, emailIndex, firstName, lastName } = account;
  const addressed = accountStream(accountId);
  return {
    addressed,
    decide: (get) => {
      const claim = emailClaimStream(emailIndex);
      const held = get(emailClaimDecider, claim);
      if (held.status === 'held') return reject('email-taken', 'An account with this email exists already.');
      return writes(
        [
          addressed,
          decideAll(accountDecider, get(accountDecider, addressed), [
            { type: 'CreateAccount', data: { ...account, origin: 'operator' } },
            { type: 'CompleteAccount', data: { firstName, lastName, by: 'admin', ...password } },
          ]),
        ],
        [claim, emailClaimDecider.decide({ type: 'Claim', data: { owner: accountId } }, held)],
      );
    },
  };
}

import { type Command, isRejection, reject, writes } from '@rollcall/event-sourcing';
import type { CompleteAccount } from '../account/account.commands.js';
import { accountDecider } from '../account/account.decider.js';
import { accountStream } from '../account/account.events.js';
import { linkDecider } from '../link/link.decider.js';
import { linkStream } from '../link/link.decisions.js';
import { type AcceptInvitation, invitationDecider } from './invitation.decider.js';
import { invitationStream } from './invitation.events.js';
import { invite, type InvitationTerms } from './invitation.decisions.js';

/**
 * The link's form was posted: an account without password is completed, one that exists only notes it. Nothing else
 * changes; the link becomes `Created` at the first sign-in to the site (IDN-06, IDN-40, IDN-41).
 * Rejections: `link-void`, `link-used`, `link-expired`.
 */
export function acceptInvitation(
  { personId, accountId }: Readonly<{ personId: string; accountId: string }>,
  accept: AcceptInvitation['data'],
  completion: CompleteAccount['data'] | undefined,
): Command {
  const addressed = invitationStream(personId);
  return {
    addressed,
    decide: (get) => {
      const command = { type: 'AcceptInvitation', data: accept } as const;
      const accepted = invitationDecider.decide(command, get(invitationDecider, addressed));
      if (isRejection(accepted)) return accepted;
      const stream = accountStream(accountId);
      const account = get(accountDecider, stream);
      if (account.status !== 'pending') return writes([addressed, accepted]);
      return completion === undefined
        ? reject('validation-failed', 'Choose a password to complete the account.')
        : writes(
            [addressed, accepted],
            [stream, accountDecider.decide({ type: 'CompleteAccount', data: completion }, account)],
          );
    },
  };
}

/**
 * A new invitation, whose mail fits the account; the one before is void (IDN-38, IDN-39).
 * Rejections: `account-required` without a link, `already-disabled`, `already-active` for somebody who has entered.
 */
export function sendInvitation(personId: string, terms: InvitationTerms): Command {
  const addressed = invitationStream(personId);
  return {
    addressed,
    decide: (get) => {
      const { linked, place } = get(linkDecider, linkStream(personId));
      if (!linked || !place) return reject('account-required', 'No account is linked to this person yet.');
      const account = get(accountDecider, accountStream(linked.accountId));
      if (account.status === 'none' || account.status === 'closed') {
        return reject('account-required', 'The account of this person was closed.');
      }
      if (!account.people.some((person) => person.personId === personId && person.open)) {
        return reject('already-disabled', 'A disabled person is invited when they are activated.');
      }
      return linked.linkStatus === 'Created'
        ? reject('already-active', 'This person has entered the site: there is nothing to invite them to.')
        : writes(...invite(get, personId, place.siteId, account, terms));
    },
  };
}

/**
 * The account's first request to the person's site: the link is `Created`, an open invitation is used (IDN-06, STO-6).
 * Rejections: `not-found` where the person has another account, or none.
 */
export function enterSite(personId: string, accountId: string, at: Date): Command {
  const addressed = linkStream(personId);
  return {
    addressed,
    decide: (get) => {
      const entered = linkDecider.decide({ type: 'EnterSite', data: { accountId } }, get(linkDecider, addressed));
      if (isRejection(entered)) return entered;
      if (entered.length === 0) return new Map();
      const stream = invitationStream(personId);
      const invitation = get(invitationDecider, stream);
      if (invitation.status !== 'open' || invitation.accountId !== accountId) return writes([addressed, entered]);
      const { invitationId, link } = invitation;
      const data = { invitationId, generation: link.generation, at };
      const used = invitationDecider.decide({ type: 'AcceptInvitation', data }, invitation);
      // Whoever signs in after the link has expired is in all the same; the link stays what it is.
      return writes([addressed, entered], [stream, isRejection(used) ? [] : used]);
    },
  };
}

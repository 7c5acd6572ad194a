import { type Command, type Get, type Write, writes } from '@rollcall/event-sourcing';
import { accountDecider } from '../account/account.decider.js';
import { accountStream } from '../account/account.events.js';
import type { ExistingAccount } from '../account/account.state.js';
import { emailClaimDecider, emailClaimStream } from '../email-claim/email-claim.decider.js';
import { leaveAccounts, voidInvitation } from './leave-accounts.js';
import { type Link, linkDecider } from './link.decider.js';
import { linkStream } from './link.decisions.js';

/** Whether anybody but the one who leaves is linked to the account, active or not, or may go back to it. */
export const standsForSomebody = (get: Get, { accountId, people }: ExistingAccount, leaving?: string): boolean =>
  people.some(({ personId }) => {
    const { linked, former } = get(linkDecider, linkStream(personId));
    return personId !== leaving && (linked?.accountId === accountId || former?.accountId === accountId);
  });

/**
 * The accounts that go with a person who is erased: those they were ever linked to that stand for nobody else, unless the
 * account is its owner's, who made it and did not close it (decision 25).
 */
export const accountsGoingWith = (get: Get, personId: string, { accounts }: Link): readonly ExistingAccount[] =>
  accounts.flatMap((accountId) => {
    const account = get(accountDecider, accountStream(accountId));
    if (account.status === 'none' || account.erased) return [];
    const isOwners = account.origin !== 'invite' && account.status !== 'closed';
    return isOwners || standsForSomebody(get, account, personId) ? [] : [account];
  });

/** A person was erased: the link ends, and the accounts that were made for them alone go too (KRN-17). */
export function eraseAccounts(personId: string, version: bigint): Command {
  const addressed = linkStream(personId);
  return {
    addressed,
    decide: (get) => {
      const link = get(linkDecider, addressed);
      return writes(
        [addressed, linkDecider.decide({ type: 'UnlinkAccount', data: { version } }, link)],
        ...leaveAccounts(get, link, version),
        voidInvitation(get, personId),
        ...accountsGoingWith(get, personId, link).flatMap((account) => erased(get, account)),
      );
    },
  };
}

function erased(get: Get, account: ExistingAccount): readonly Write[] {
  const { accountId, emailIndex } = account;
  const claim = emailClaimStream(emailIndex);
  const release = { type: 'Release', data: { owner: accountId } } as const;
  return [
    [accountStream(accountId), accountDecider.decide({ type: 'EraseAccount', data: {} }, account)],
    [claim, emailClaimDecider.decide(release, get(emailClaimDecider, claim))],
  ];
}

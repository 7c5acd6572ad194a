import type { Get, Write } from '@rollcall/event-sourcing';
import { accountDecider } from '../account/account.decider.js';
import { accountStream } from '../account/account.events.js';
import { invitationDecider } from '../invitation/invitation.decider.js';
import { invitationStream } from '../invitation/invitation.events.js';
import { siteSlotDecider } from '../site-slot/site-slot.decider.js';
import { siteSlotStream } from '../site-slot/site-slot.events.js';
import type { Link } from './link.decider.js';

/**
 * The writes that take a person off the accounts they were linked to, but for the one they keep: the slot on the site is
 * free, their access closed, and sessions end when nobody else of the account is active (STO-8).
 */
export function leaveAccounts(get: Get, link: Link, version: bigint, kept?: string): readonly Write[] {
  const { place, linked, former } = link;
  if (!place) return [];
  const left = new Set([linked, former].flatMap((one) => (one && one.accountId !== kept ? [one.accountId] : [])));
  return [...left].flatMap((accountId) => leaveAccount(get, place, accountId, version));
}

function leaveAccount(
  get: Get,
  { personId, siteId }: Readonly<{ personId: string; siteId: string }>,
  accountId: string,
  version: bigint,
): readonly Write[] {
  const slot = siteSlotStream(siteId, accountId);
  const account = accountStream(accountId);
  const close = { type: 'ClosePersonAccess', data: { personId, siteId, version } } as const;
  return [
    [slot, siteSlotDecider.decide({ type: 'FreeSlot', data: { personId } }, get(siteSlotDecider, slot))],
    [account, accountDecider.decide(close, get(accountDecider, account))],
  ];
}

/** The write that makes a person's open invitation void, but for one to the account they keep. */
export function voidInvitation(get: Get, personId: string, kept?: string): Write {
  const stream = invitationStream(personId);
  const invitation = get(invitationDecider, stream);
  const stays = invitation.status === 'open' && invitation.accountId === kept;
  return [stream, stays ? [] : invitationDecider.decide({ type: 'VoidInvitation', data: {} }, invitation)];
}

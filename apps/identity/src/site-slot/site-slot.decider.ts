import { type Decider, type Message, reject } from '@rollcall/event-sourcing';
import type { SiteSlotEvent, SlotGiven } from './site-slot.events.js';

/** A person takes the account's slot on a site with directory's fencing token. */
export type TakeSlot = Message<'TakeSlot', SlotGiven['data']>;
/** A person stands for the account no more; whoever has the slot by now keeps it. */
export type FreeSlot = Message<'FreeSlot', { personId: string }>;
/** Nobody, or the person who stands for the account on the site. */
export type SiteSlot = Readonly<{ status: 'free' }> | Readonly<{ status: 'given' } & SlotGiven['data']>;

/**
 * One person per account and site. Who has the slot keeps it until they leave it, or until somebody comes with a later claim
 * on the very address the account had all the time (DESIGN section 5; ADR 7). Rejections: `account-already-on-site`.
 */
export const siteSlotDecider: Decider<SiteSlot, TakeSlot | FreeSlot, SiteSlotEvent> = {
  initialState: () => ({ status: 'free' }),
  evolve: (_slot, event) => (event.type === 'SlotGiven' ? { status: 'given', ...event.data } : { status: 'free' }),
  decide: ({ type, data }, slot) => {
    const has = slot.status === 'given' && slot.personId === data.personId;
    if (type === 'FreeSlot') return has ? [{ type: 'SlotFreed', data }] : [];
    if (slot.status === 'free') return [{ type: 'SlotGiven', data }];
    const later = !isComparable(slot, data) || data.claimVersion > slot.claimVersion;
    if (has) return later ? [{ type: 'SlotGiven', data }] : [];
    return outranks(data, slot)
      ? [{ type: 'SlotGiven', data }]
      : reject('account-already-on-site', 'Another person of this site has this account.');
  },
};

type Token = TakeSlot['data'];

/** Directory counts per (site, address): the counts of two claims tell nothing once the account had another address. */
const isComparable = (one: Token, other: Token): boolean =>
  one.emailIndex === other.emailIndex && one.emailGeneration === other.emailGeneration;

const outranks = (one: Token, other: Token): boolean =>
  isComparable(one, other) && one.claimVersion > other.claimVersion;

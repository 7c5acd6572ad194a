import { type Decider, type Message, reject } from '@rollcall/event-sourcing';
import type { SlotGiven } from './site-slot.events.js';

/** A person takes the account's slot on a site with directory's fencing token. */
export type TakeSlot = Message<'TakeSlot', SlotGiven['data']>;
/** Nobody yet, or the person with the highest fencing token so far. */
export type SiteSlot = Readonly<{ status: 'free' }> | Readonly<{ status: 'given' } & SlotGiven['data']>;

/**
 * One person per account and site, whoever asks last by directory's claim on (site, email).
 * Rejections: `account-already-on-site`.
 */
export const siteSlotDecider: Decider<SiteSlot, TakeSlot, SlotGiven> = {
  initialState: () => ({ status: 'free' }),
  evolve: (_slot, { data }) => ({ status: 'given', ...data }),
  decide: ({ data }, slot) => {
    if (slot.status === 'given' && slot.personId === data.personId && slot.claimVersion >= data.claimVersion) return [];
    return slot.status === 'given' && slot.personId !== data.personId && slot.claimVersion >= data.claimVersion
      ? reject('account-already-on-site', 'Another person of this site has this account.')
      : [{ type: 'SlotGiven', data }];
  },
};

import type { Decider, Message } from '@rollcall/event-sourcing';
import type { AddressEvent, AddressLeft, AddressTaken } from './address.events.js';

/** An account comes to have this address. */
export type TakeAddress = Message<'TakeAddress', AddressTaken['data']>;
/** An account has it no more. */
export type LeaveAddress = Message<'LeaveAddress', AddressLeft['data']>;
/** The accounts that have an address as far as was heard: one, or two while the news of the first leaving is on its way. */
export type Address = Readonly<{ accountIds: readonly string[] }>;

/** Leads from an address to the open account that has it. No rejections: identity has decided. */
export const addressDecider: Decider<Address, TakeAddress | LeaveAddress, AddressEvent> = {
  initialState: () => ({ accountIds: [] }),
  evolve: ({ accountIds }, { type, data }) => {
    const others = accountIds.filter((accountId) => accountId !== data.accountId);
    return { accountIds: type === 'AddressTaken' ? [...others, data.accountId] : others };
  },
  decide: ({ type, data }, { accountIds }) => {
    const known = accountIds.includes(data.accountId);
    if (type === 'TakeAddress') return known ? [] : [{ type: 'AddressTaken', data }];
    return known ? [{ type: 'AddressLeft', data }] : [];
  },
};

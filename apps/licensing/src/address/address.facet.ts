import type { AddressFacet } from '@rollcall/contracts';
import type { FacetFold, Recorded } from '@rollcall/event-sourcing';
import { addressDecider } from './address.decider.js';
import { addressCategory, type AddressEvent } from './address.events.js';

/** The public state of an address: its accounts. */
export const addressFold: FacetFold<AddressEvent> = {
  category: addressCategory,
  initial: undefined,
  evolve: (facet: AddressFacet | undefined, event: Recorded<AddressEvent>): AddressFacet => {
    const { accountIds } = addressDecider.evolve(facet ?? addressDecider.initialState(), event);
    return { emailIndex: event.data.emailIndex, accountIds: [...accountIds] };
  },
};

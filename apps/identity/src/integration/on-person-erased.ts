import { type EnvelopeOf, personErased } from '@rollcall/contracts';
import type { Listener } from '@rollcall/event-sourcing';
import { eraseAccounts } from '../link/erasing.decisions.js';

/** Whoever was erased on their site leaves no account behind that was made for them alone (decision 25). */
export const onPersonErased: Listener<EnvelopeOf<typeof personErased>> = {
  name: 'identity.erase-accounts',
  on: personErased.type,
  react: ({ data, facet }) => (facet ? eraseAccounts(data.personId, facet.version) : undefined),
};

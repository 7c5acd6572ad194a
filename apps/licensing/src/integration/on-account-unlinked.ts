import { accountUnlinked, type EnvelopeOf } from '@rollcall/contracts';
import type { Listener } from '@rollcall/event-sourcing';
import { dropUse } from '../use/use.decisions.js';

/** An unlinked person uses the account's seat no more. */
export const onAccountUnlinked: Listener<EnvelopeOf<typeof accountUnlinked>> = {
  name: 'licensing.drop-use',
  on: accountUnlinked.type,
  react: ({ data: { personId, accountId, attempt } }) => dropUse(personId, accountId, attempt),
};

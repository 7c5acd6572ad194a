import { type EnvelopeOf, personDisabled } from '@rollcall/contracts';
import type { Listener } from '@rollcall/event-sourcing';
import { closeAccess } from '../link/link.decisions.js';

/** A disabled person's sessions end when nobody of their account is active any more (STO-8, DIR-04). */
export const onPersonDisabled: Listener<EnvelopeOf<typeof personDisabled>> = {
  name: 'identity.close-access',
  on: personDisabled.type,
  react: ({ data, facet }) => facet && closeAccess(data.personId, data.siteId, data.accountId, facet.version),
};

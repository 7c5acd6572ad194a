import { activationRefused, type EnvelopeOf } from '@rollcall/contracts';
import type { Listener } from '@rollcall/event-sourcing';
import { restoreLink } from '../link/link-end.decisions.js';

/** A refused edit of an active person's email leaves them on the account they had (DESIGN section 5). */
export const onActivationRefused: Listener<EnvelopeOf<typeof activationRefused>> = {
  name: 'identity.restore-link',
  on: activationRefused.type,
  react: ({ data, facet }) =>
    facet?.state?.status === 'active' ? restoreLink(data.personId, data.attempt, facet.version) : undefined,
};

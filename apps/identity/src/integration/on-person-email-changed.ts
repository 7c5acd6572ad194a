import { type EnvelopeOf, personEmailChanged } from '@rollcall/contracts';
import type { Listener } from '@rollcall/event-sourcing';
import { unlinkAccount } from '../link/link-end.decisions.js';

/** An Admin's edit on a disabled person first unlinks; an active person keeps the account until the new one is linked. */
export const onPersonEmailChanged: Listener<EnvelopeOf<typeof personEmailChanged>> = {
  name: 'identity.unlink-account',
  on: personEmailChanged.type,
  react: ({ data, facet }) =>
    facet?.state?.status === 'disabled' && data.source === 'admin'
      ? unlinkAccount(data.personId, facet.version)
      : undefined,
};

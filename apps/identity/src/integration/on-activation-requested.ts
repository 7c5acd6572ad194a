import { activationRequested, type EnvelopeOf } from '@rollcall/contracts';
import type { Cryptography, Listener } from '@rollcall/event-sourcing';
import { linkAccount } from '../link/link.decisions.js';

/** Identity answers an attempt with a linked account, or with the reason why there is none (STO-2). */
export const onActivationRequested = (
  cryptography: Pick<Cryptography, 'uuid5'>,
): Listener<EnvelopeOf<typeof activationRequested>> => ({
  name: 'identity.link-account',
  on: activationRequested.type,
  react: ({ id, data, facet }) => {
    if (!facet?.state) return undefined;
    const { personal, welcome: _directorysOwn, ...request } = data;
    const { email, firstName, lastName } = personal;
    return linkAccount({
      ...request,
      email,
      firstName,
      lastName,
      status: facet.state.status,
      version: facet.version,
      newAccountId: cryptography.uuid5('account', id),
    });
  },
});

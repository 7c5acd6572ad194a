import { accountEmailChanged, type EnvelopeOf } from '@rollcall/contracts';
import type { Listener } from '@rollcall/event-sourcing';
import { followAccountEmail } from '../person/person.decisions.js';

/** The sites follow an email that its owner changed in the profile portal (IDN-46); disabled people do not (IDN-49). */
export const onAccountEmailChanged: Listener<EnvelopeOf<typeof accountEmailChanged>> = {
  name: 'directory.follow-account-email',
  on: accountEmailChanged.type,
  react: ({ data: { accountId, people, personal }, facet }) => {
    if (!facet?.state || people.length === 0) return undefined;
    const address = { email: personal.email, emailIndex: facet.state.emailIndex };
    const account = { accountId, version: Number(facet.version) };
    return followAccountEmail(account, people, address);
  },
};

import { accountLinkRefused, type EnvelopeOf } from '@rollcall/contracts';
import type { Listener } from '@rollcall/event-sourcing';
import { refuseAttempt } from '../person/person.decisions.js';

/** Identity's no is shown on the row (STO-4). */
export const onAccountLinkRefused: Listener<EnvelopeOf<typeof accountLinkRefused>> = {
  name: 'directory.refuse-attempt',
  on: accountLinkRefused.type,
  react: ({ data: { personId, attempt, code, reason } }) => refuseAttempt(personId, { attempt, code, reason }),
};

import { type EnvelopeOf, statusCorrectionRequested } from '@rollcall/contracts';
import type { Listener } from '@rollcall/event-sourcing';
import { activatePerson, disablePerson } from '../person/person.decisions.js';

/** A diagnostic run asks for a status; directory decides as it would for an Admin (DGN-09). */
export const onStatusCorrectionRequested: Listener<EnvelopeOf<typeof statusCorrectionRequested>> = {
  name: 'directory.correct-status',
  on: statusCorrectionRequested.type,
  react: ({ data: { personId, status } }) =>
    status === 'active' ? activatePerson(personId, 'invite') : disablePerson(personId, 'diagnostics'),
  ignore: {
    'already-active': 'The person has the status that was asked for.',
    'already-disabled': 'The person has the status that was asked for.',
    'email-active-on-site': 'The run sees that the person did not change and reports them as still un-synced.',
  },
};

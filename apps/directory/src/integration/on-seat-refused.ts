import { type EnvelopeOf, seatRefused } from '@rollcall/contracts';
import type { Listener } from '@rollcall/event-sourcing';
import { refuseAttempt } from '../person/person.decisions.js';

/** Licensing's no is shown on the row: "No seat left: 20 of 20 in use." (STO-4). */
export const onSeatRefused: Listener<EnvelopeOf<typeof seatRefused>> = {
  name: 'directory.refuse-attempt',
  on: seatRefused.type,
  react: ({ data: { personId, attempt, code, reason } }) => refuseAttempt(personId, { attempt, code, reason }),
};

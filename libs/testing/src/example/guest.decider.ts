import { reject, type Decider } from '@rollcall/event-sourcing';
import type { GuestCommand } from './guest.commands.js';
import type { GuestEvent } from './guest.events.js';

/** Where a guest is. */
export type Guest =
  Readonly<{ status: 'unknown' }> | Readonly<{ status: 'standing' }> | Readonly<{ status: 'seated'; roomId: string }>;

/** A guest sits in one room at most. */
export const guest: Decider<Guest, GuestCommand, GuestEvent> = {
  initialState: () => ({ status: 'unknown' }),
  evolve: (_, event) => (event.type === 'GuestSeated' ? { status: 'seated', ...event.data } : { status: 'standing' }),
  decide: (command, state) => {
    switch (command.type) {
      case 'Arrive': {
        if (state.status !== 'unknown') return [];
        const { guestId, name } = command.data;
        return [{ type: 'GuestArrived', data: { personal: { subject: `person:${guestId}`, name } } }];
      }
      case 'SitDown':
        if (state.status === 'unknown') return reject('guest-not-found', 'This guest has not arrived.');
        if (state.status === 'standing') return [{ type: 'GuestSeated', data: command.data }];
        return state.roomId === command.data.roomId
          ? []
          : reject('seated-elsewhere', 'This guest sits in another room.');
      case 'StandUp':
        return state.status === 'seated' ? [{ type: 'GuestStoodUp', data: { roomId: state.roomId } }] : [];
    }
  },
};

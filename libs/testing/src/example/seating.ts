import { writes, type Command } from '@rollcall/event-sourcing';
import { guest } from './guest.decider.js';
import { guestStream } from './guest.events.js';
import { room } from './room.decider.js';
import { roomStream } from './room.events.js';

/** Seats a guest: the guest and the room's count change in one append, or neither does (KRN-03). */
export const takeSeat = (roomId: string, guestId: string): Command => ({
  addressed: guestStream(guestId),
  decide: (get) => {
    const state = get(guest, guestStream(guestId));
    const seated = guest.decide({ type: 'SitDown', data: { roomId } }, state);
    if (state.status !== 'standing') return writes([guestStream(guestId), seated]);
    const taken = room.decide({ type: 'TakeSeat', data: { guestId } }, get(room, roomStream(roomId)));
    return writes([guestStream(guestId), seated], [roomStream(roomId), taken]);
  },
});

/** Frees the guest's seat, wherever it is. */
export const leaveSeat = (guestId: string): Command => ({
  addressed: guestStream(guestId),
  decide: (get) => {
    const state = get(guest, guestStream(guestId));
    const stoodUp = guest.decide({ type: 'StandUp', data: {} }, state);
    if (state.status !== 'seated') return writes([guestStream(guestId), stoodUp]);
    const freed = room.decide({ type: 'GiveSeatBack', data: { guestId } }, get(room, roomStream(state.roomId)));
    return writes([guestStream(guestId), stoodUp], [roomStream(state.roomId), freed]);
  },
});

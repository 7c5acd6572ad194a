import { isRejection, type Command, type Message, type StreamName } from '@rollcall/event-sourcing';
import { guest } from './guest.decider.js';
import { guestStream } from './guest.events.js';
import { room } from './room.decider.js';
import { roomStream } from './room.events.js';

/** Seats a guest: the guest and the room's count change in one append, or neither does (KRN-03). */
export const takeSeat = (roomId: string, guestId: string): Command => ({
  addressed: guestStream(guestId),
  decide: (get) => {
    const seated = guest.decide({ type: 'SitDown', data: { roomId } }, get(guest, guestStream(guestId)));
    if (isRejection(seated) || seated.length === 0) return isRejection(seated) ? seated : new Map();
    const taken = room.decide({ type: 'TakeSeat', data: { guestId } }, get(room, roomStream(roomId)));
    if (isRejection(taken)) return taken;
    return new Map<StreamName, readonly Message[]>([
      [guestStream(guestId), seated],
      [roomStream(roomId), taken],
    ]);
  },
});

/** Frees the guest's seat, wherever it is. */
export const leaveSeat = (guestId: string): Command => ({
  addressed: guestStream(guestId),
  decide: (get) => {
    const state = get(guest, guestStream(guestId));
    const stoodUp = guest.decide({ type: 'StandUp', data: {} }, state);
    if (isRejection(stoodUp) || state.status !== 'seated') return isRejection(stoodUp) ? stoodUp : new Map();
    const freed = room.decide({ type: 'GiveSeatBack', data: { guestId } }, get(room, roomStream(state.roomId)));
    if (isRejection(freed)) return freed;
    return new Map<StreamName, readonly Message[]>([
      [guestStream(guestId), stoodUp],
      [roomStream(state.roomId), freed],
    ]);
  },
});

import { reject, type Decider, type Rejection } from '@rollcall/event-sourcing';
import type { RoomCommand } from './room.commands.js';
import type { RoomEvent } from './room.events.js';

/** A room counts its seats; it does not list its guests, because that list would grow with the business (KRN-01). */
export type Room =
  Readonly<{ status: 'missing' }> | Readonly<{ status: 'open'; name: string; seats: number; taken: number }>;

/** The example aggregate: small, and yet with an invariant, a refusal, a command without effect and snapshots. */
export const room: Decider<Room, RoomCommand, RoomEvent> = {
  initialState: () => ({ status: 'missing' }),
  evolve: (state, event) => {
    if (event.type === 'RoomOpened') return { status: 'open', ...event.data, taken: 0 };
    if (state.status === 'missing') return state;
    switch (event.type) {
      case 'RoomRenamed':
        return { ...state, name: event.data.name };
      case 'SeatTaken':
        return { ...state, taken: state.taken + 1 };
      case 'SeatGivenBack':
        return { ...state, taken: state.taken - 1 };
    }
  },
  decide: (command, state) => {
    if (command.type === 'OpenRoom') {
      if (state.status === 'open') return reject('room-already-open', 'This room is open already.');
      return [{ type: 'RoomOpened', data: command.data }];
    }
    if (state.status === 'missing') return reject('room-not-found', 'There is no such room.');
    return decideInOpenRoom(command, state);
  },
  snapshot: { version: 1, every: 100 },
};

function decideInOpenRoom(
  command: Exclude<RoomCommand, { type: 'OpenRoom' }>,
  state: Extract<Room, { status: 'open' }>,
): readonly RoomEvent[] | Rejection {
  switch (command.type) {
    case 'RenameRoom':
      return command.data.name === state.name ? [] : [{ type: 'RoomRenamed', data: command.data }];
    case 'TakeSeat':
      return state.taken < state.seats
        ? [{ type: 'SeatTaken', data: command.data }]
        : reject('no-seat-left', `All ${state.seats} seats are taken.`, { seats: state.seats });
    case 'GiveSeatBack':
      return [{ type: 'SeatGivenBack', data: command.data }];
  }
}

import type { Projection } from '@rollcall/event-sourcing';
import type { RoomEvent } from './room.events.js';

/** A room as the list shows it. */
export type RoomRow = Readonly<{ id: string; name: string; seats: number; taken: number }>;

const idOf = ({ stream }: { stream: string }): string => stream.slice('example.room-'.length);

/** The list of rooms. */
export const roomList: Projection<RoomRow, RoomEvent> = {
  name: 'example-room-list',
  version: 1,
  on: {
    RoomOpened: { ids: idOf, evolve: (_, { data }, id) => ({ id, ...data, taken: 0 }) },
    RoomRenamed: { ids: idOf, evolve: (row, { data }) => row && { ...row, ...data } },
    SeatTaken: { ids: idOf, evolve: (row) => row && { ...row, taken: row.taken + 1 } },
    SeatGivenBack: { ids: idOf, evolve: (row) => row && { ...row, taken: row.taken - 1 } },
  },
};

import type { FacetFold, Relay } from '@rollcall/event-sourcing';
import type { RoomEvent } from './room.events.js';

/** The public state of a room. */
export type RoomFacet = Readonly<{ name: string; seats: number; taken: number }>;

const roomFold: FacetFold<RoomEvent> = {
  category: 'example.room',
  initial: undefined,
  evolve: (state: RoomFacet | undefined, { type, data }): RoomFacet | undefined => {
    if (type === 'RoomOpened') return { ...data, taken: 0 };
    if (!state) return undefined;
    if (type === 'RoomRenamed') return { ...state, ...data };
    return { ...state, taken: state.taken + (type === 'SeatTaken' ? 1 : -1) };
  },
};

/** What others learn about rooms. */
export const roomRelay: Relay<RoomEvent> = {
  name: 'example-rooms',
  service: 'example',
  facets: { room: roomFold },
  publish: {
    RoomOpened: ({ data }) => ({ type: 'rollcall.example.room-opened.v1', data }),
    RoomRenamed: ({ data }) => ({ type: 'rollcall.example.room-renamed.v1', data }),
    SeatTaken: ({ data }) => ({ type: 'rollcall.example.seat-taken.v1', data }),
    SeatGivenBack: ({ data }) => ({ type: 'rollcall.example.seat-given-back.v1', data }),
  },
};

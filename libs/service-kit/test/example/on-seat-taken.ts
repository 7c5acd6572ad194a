import { decideOne, type Envelope, type Listener } from '@rollcall/event-sourcing';
import { room, type RoomFacet, roomStream } from '@rollcall/testing';

/** Opens an overflow room when the last seat of a room is taken. */
export const onSeatTaken: Listener<Envelope<unknown, RoomFacet>> = {
  name: 'open-overflow-room',
  on: 'rollcall.example.seat-taken.v1',
  react: ({ key, facet }) => {
    const full = facet?.state;
    if (!full || full.taken < full.seats || key.endsWith('-overflow')) return undefined;
    const data = { name: `${full.name} (overflow)`, seats: full.seats };
    return decideOne(room, roomStream(`${key}-overflow`), { type: 'OpenRoom', data });
  },
  ignore: { 'room-already-open': 'The overflow room of an earlier rush is still there.' },
};

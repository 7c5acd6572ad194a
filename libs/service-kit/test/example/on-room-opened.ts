import { type Cryptography, decideOne, type Envelope, type Listener } from '@rollcall/event-sourcing';
import { guest, guestStream, type RoomFacet } from '@rollcall/testing';

/** The id of a room's host: derived, so that the same room always has the same one. */
export const hostOf = (cryptography: Pick<Cryptography, 'uuid5'>, room: string): string =>
  cryptography.uuid5(room, 'host');

/** Lets a host arrive for every hosted room. */
export const onRoomOpened = (cryptography: Cryptography): Listener<Envelope<unknown, RoomFacet>> => ({
  name: 'welcome-host',
  on: 'rollcall.example.room-opened.v1',
  react: ({ key, facet }) => {
    if (!facet?.state?.name.startsWith('Hosted')) return undefined;
    const guestId = hostOf(cryptography, key);
    return decideOne(guest, guestStream(guestId), { type: 'Arrive', data: { guestId, name: 'Host' } });
  },
});

import { describe, test } from '@jest/globals';
import { deciderSpecification } from '../decider-specification.js';
import { guest } from './guest.decider.js';
import { room } from './room.decider.js';

describe('room', () => {
  const { given } = deciderSpecification(room);
  const opened = { type: 'RoomOpened', data: { name: 'Red', seats: 1 } } as const;
  const taken = { type: 'SeatTaken', data: { guestId: 'a' } } as const;

  test('KRN-01 is opened once', () => {
    const open = { type: 'OpenRoom', data: { name: 'Red', seats: 1 } } as const;
    given().when(open).then(opened);
    given(opened).when(open).thenRejected('room-already-open');
  });

  test('KRN-01 gives a seat while there is one, and again when one was given back', () => {
    const take = { type: 'TakeSeat', data: { guestId: 'b' } } as const;
    given().when(take).thenRejected('room-not-found');
    given(opened, taken).when(take).thenRejected('no-seat-left', { seats: 1 });
    given(opened, taken, { type: 'SeatGivenBack', data: { guestId: 'a' } })
      .when(take)
      .then({ type: 'SeatTaken', data: { guestId: 'b' } });
  });

  test('KRN-01 the name it has already is no news', () => {
    given(opened)
      .when({ type: 'RenameRoom', data: { name: 'Red' } })
      .then();
  });
});

describe('guest', () => {
  const { given } = deciderSpecification(guest);
  const arrived = { type: 'GuestArrived', data: { personal: { subject: 'person:a', name: 'Abe' } } } as const;
  const seated = { type: 'GuestSeated', data: { roomId: 'red' } } as const;

  test('KRN-01 sits in one room at most', () => {
    const sit = { type: 'SitDown', data: { roomId: 'red' } } as const;
    given().when(sit).thenRejected('guest-not-found');
    given(arrived).when(sit).then(seated);
    given(arrived, seated).when(sit).then();
    given(arrived, seated)
      .when({ type: 'SitDown', data: { roomId: 'blue' } })
      .thenRejected('seated-elsewhere');
  });

  test('KRN-01 stands up once', () => {
    given(arrived, seated)
      .when({ type: 'StandUp', data: {} })
      .then({ type: 'GuestStoodUp', data: { roomId: 'red' } });
    given(arrived).when({ type: 'StandUp', data: {} }).then();
  });
});

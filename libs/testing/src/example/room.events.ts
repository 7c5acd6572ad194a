import { streamName, type Message, type StreamName } from '@rollcall/event-sourcing';

/** What happens to a room: opened once with so many seats, then seats are taken and given back. */
export type RoomEvent =
  | Message<'RoomOpened', { name: string; seats: number }>
  | Message<'RoomRenamed', { name: string }>
  | Message<'SeatTaken', { guestId: string }>
  | Message<'SeatGivenBack', { guestId: string }>;

/** The stream of one room. */
export const roomStream = (roomId: string): StreamName => streamName('example.room', roomId);

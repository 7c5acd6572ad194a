import type { Message } from '@rollcall/event-sourcing';

/** What can be asked of a room; who sits where is known to the guests, see {@link takeSeat}. */
export type RoomCommand =
  | Message<'OpenRoom', { name: string; seats: number }>
  | Message<'RenameRoom', { name: string }>
  | Message<'TakeSeat', { guestId: string }>
  | Message<'GiveSeatBack', { guestId: string }>;

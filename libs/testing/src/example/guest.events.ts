import { streamName, type Message, type Personal, type StreamName } from '@rollcall/event-sourcing';

/** What happens to a guest. The name is personal: sealed in the log, unreadable once the guest is erased (KRN-17). */
export type GuestEvent =
  | Message<'GuestArrived', { personal: Personal<{ name: string }> }>
  | Message<'GuestSeated', { roomId: string }>
  | Message<'GuestStoodUp', { roomId: string }>;

/** The stream of one guest. */
export const guestStream = (guestId: string): StreamName => streamName('example.guest', guestId);

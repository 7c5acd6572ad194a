import type { Message } from '@rollcall/event-sourcing';

/** What can be asked of a guest. */
export type GuestCommand =
  | Message<'Arrive', { guestId: string; name: string }>
  | Message<'SitDown', { roomId: string }>
  | Message<'StandUp', Record<string, never>>;

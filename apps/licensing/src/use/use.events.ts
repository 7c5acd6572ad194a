import type { Message } from '@rollcall/event-sourcing';

/** Streams of uses: `licensing.use-<personId>`: what licensing knows of one person's attempts. */
export const useCategory = 'licensing.use';

type Attempt = Readonly<{ personId: string; siteId: string; teamId: string; attempt: number; accountId: string }>;
type Figures = Readonly<{ used: number; total: number }>;

/** An attempt has a seat; without `seatId` the site's kind needs none. `wasHeld`: no new seat was taken. */
export type SeatClaimed = Message<'SeatClaimed', Attempt & Figures & { seatId?: string; wasHeld: boolean }>;
/** An attempt gets no seat. */
export type SeatRefused = Message<'SeatRefused', Attempt & Figures & { code: string; reason: string }>;
/** The person uses the seat no more. */
export type SeatUseDropped = Message<'SeatUseDropped', Attempt & { seatId: string }>;
/** Every attempt up to this one counts no more, whether it was heard of or not. */
export type AttemptsEnded = Message<'AttemptsEnded', { upTo: number }>;

/** What can be true of a person's seat. */
export type UseEvent = SeatClaimed | SeatRefused | SeatUseDropped | AttemptsEnded;

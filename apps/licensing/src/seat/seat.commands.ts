import type { Message } from '@rollcall/event-sourcing';
import type { SeatUse } from './seat.events.js';

type Holder = Readonly<{ seatId: string; teamId: string; accountId: string }>;

/** A person's attempt uses the seat. */
export type UseSeat = Message<'UseSeat', Holder & SeatUse>;
/** A person uses it no more. */
export type EndSeatUse = Message<'EndSeatUse', { personId: string }>;
/** A team's admin gives the seat (LIC-14). */
export type AssignSeat = Message<'AssignSeat', Holder>;
/** A team's admin takes it back. */
export type UnassignSeat = Message<'UnassignSeat', Record<never, never>>;
/** The account was closed: what it was given directly ends. */
export type EndAssignment = Message<'EndAssignment', Record<never, never>>;

/** What is asked of a seat. */
export type SeatCommand = UseSeat | EndSeatUse | AssignSeat | UnassignSeat | EndAssignment;

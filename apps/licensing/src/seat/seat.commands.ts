import type { Message } from '@rollcall/event-sourcing';
import type { SeatUse } from './seat.events.js';

type Holder = Readonly<{ seatId: string; teamId: string; accountId: string }>;

export type UseSeat = Message<'UseSeat', Holder & SeatUse>;
export type EndSeatUse = Message<'EndSeatUse', { personId: string }>;
export type AssignSeat = Message<'AssignSeat', Holder>;
export type UnassignSeat = Message<'UnassignSeat', Record<never, never>>;
/** The account was closed: what it was given directly ends; what its people use stays until they are disabled. */
export type EndAssignment = Message<'EndAssignment', Record<never, never>>;

export type SeatCommand = UseSeat | EndSeatUse | AssignSeat | UnassignSeat | EndAssignment;

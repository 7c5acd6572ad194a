import type { Message } from '@rollcall/event-sourcing';
import type { SeatClaimed, SeatRefused } from './use.events.js';

export type ClaimUse = Message<'ClaimUse', SeatClaimed['data']>;
export type RefuseUse = Message<'RefuseUse', SeatRefused['data']>;
export type DropUse = Message<'DropUse', Record<never, never>>;
export type EndAttempts = Message<'EndAttempts', { upTo: number }>;

export type UseCommand = ClaimUse | RefuseUse | DropUse | EndAttempts;

import type { Message } from '@rollcall/event-sourcing';

/** Streams of slots: `identity.site-slot-<siteId>:<accountId>`: which person of a site an account stands for. */
export const siteSlotCategory = 'identity.site-slot';

/** The slot goes to the higher fencing token (DESIGN section 5). */
export type SlotGiven = Message<'SlotGiven', { personId: string; claimVersion: number }>;

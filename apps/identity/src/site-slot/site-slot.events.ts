import { type Message, type StreamName, streamName } from '@rollcall/event-sourcing';

/** Streams of slots: `identity.site-slot-<siteId>:<accountId>`: which person of a site an account stands for. */
export const siteSlotCategory = 'identity.site-slot';
/** The stream of an account's slot on a site. */
export const siteSlotStream = (siteId: string, accountId: string): StreamName =>
  streamName(siteSlotCategory, `${siteId}:${accountId}`);

/**
 * The slot goes to a person. `claimVersion` is directory's fencing token of (site, address); `emailIndex` and
 * `emailGeneration` say which address the account had by which claim of its own: tokens are compared within that only.
 */
export type SlotGiven = Message<
  'SlotGiven',
  { personId: string; claimVersion: number; emailIndex: string; emailGeneration: number }
>;
/** The person who had the slot stands for the account no more. */
export type SlotFreed = Message<'SlotFreed', { personId: string }>;

/** What can be true of a slot. */
export type SiteSlotEvent = SlotGiven | SlotFreed;

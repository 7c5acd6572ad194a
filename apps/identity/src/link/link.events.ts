import type { Message } from '@rollcall/event-sourcing';

/** Streams of links: `identity.link-<personId>`. */
export const linkCategory = 'identity.link';

type Place = Readonly<{ personId: string; siteId: string; teamId: string }>;
/** `Pending` until the account's first sign-in to that site (IDN-06). */
export type LinkStatus = 'Pending' | 'Created';

/** `version` is the person's facet's: older messages about the person are ignored from here on (KRN-04). */
export type AccountLinked = Message<
  'AccountLinked',
  Place & {
    accountId: string;
    attempt: number;
    linkStatus: LinkStatus;
    wasExisting: boolean;
    byHand: boolean;
    version: bigint;
  }
>;
export type AccountLinkRefused = Message<
  'AccountLinkRefused',
  Place & { attempt: number; code: string; reason: string; version: bigint }
>;
/** An active person's edit was refused elsewhere: the link is as it was before. */
export type AccountLinkRestored = Message<
  'AccountLinkRestored',
  { accountId: string; attempt: number; linkStatus: LinkStatus; version: bigint }
>;
export type AccountUnlinked = Message<'AccountUnlinked', { accountId: string; attempt: number; version: bigint }>;
export type LinkStatusCreated = Message<'LinkStatusCreated', { accountId: string }>;
export type TwinDetected = Message<
  'TwinDetected',
  { accountId: string; twinAccountId: string; kind: 'site-edit' | 'late-enable' }
>;

/** Every attempt up to this one counts no more, whether it was heard of or not; not published, it changes no link. */
export type AttemptsEnded = Message<'AttemptsEnded', { upTo: number }>;

/** What can be true of a person's link. */
export type LinkEvent =
  | AccountLinked
  | AccountLinkRefused
  | AccountLinkRestored
  | AccountUnlinked
  | LinkStatusCreated
  | TwinDetected
  | AttemptsEnded;

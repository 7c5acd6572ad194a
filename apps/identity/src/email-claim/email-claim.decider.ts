import { claimDecider, type StreamName, streamName } from '@rollcall/event-sourcing';

/** One email belongs to at most one account of the installation (IDN-02). Rejections: `email-taken`. */
export const emailClaimDecider = claimDecider({
  claimed: 'EmailClaimed',
  released: 'EmailReleased',
  taken: ['email-taken', 'This email belongs to another account.'],
});

/** The stream of the claim on an email; `emailIndex` is its keyed index, never the address. */
export const emailClaimStream = (emailIndex: string): StreamName => streamName('identity.email-claim', emailIndex);

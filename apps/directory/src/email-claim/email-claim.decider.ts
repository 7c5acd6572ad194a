import { claimDecider, type StreamName, streamName } from '@rollcall/event-sourcing';

/**
 * One active or activating person per site and email; the claim's generation fences attempts in identity (DESIGN
 * section 5). Rejections: `email-active-on-site`.
 */
export const emailClaimDecider = claimDecider({
  claimed: 'SiteEmailClaimed',
  released: 'SiteEmailReleased',
  taken: ['email-active-on-site', 'Another active person of this site has this email.'],
});

/** The stream of the claim of a site on an email, named by the email's keyed index. */
export const emailClaimStream = (siteId: string, emailIndex: string): StreamName =>
  streamName('directory.email-claim', `${siteId}:${emailIndex}`);

import type { MailContent } from './layout.js';
import type { MailValues } from './mail-values.js';

/** No account yet (IDN-40). */
export const acceptInvitation = ({ name, siteName, url, validUntil }: MailValues): MailContent => ({
  subject: `You are invited to ${siteName}`,
  greeting: `Hello ${name},`,
  paragraphs: [
    `An account was prepared for you on ${siteName}. Choose your name and password to complete it; then sign in.`,
  ],
  button: { label: 'ACCEPT INVITATION', url },
  footnote: `The link works once, until ${validUntil}. After that, ask an Admin of ${siteName} for a new invitation.`,
});

/** An account that was never on this site (IDN-41). */
export const enterSite = ({ name, siteName, url, validUntil }: MailValues): MailContent => ({
  subject: `You now have access to ${siteName}`,
  greeting: `Hello ${name},`,
  paragraphs: [`You were added to ${siteName}. Sign in with the account you have; nothing else is needed.`],
  button: { label: 'ENTER SITE', url },
  footnote: `The link works until ${validUntil}. You can always sign in on the sign-in page.`,
});

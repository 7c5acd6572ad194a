import type { Mail } from '@rollcall/service-kit';
import type { MailRequested, MailTemplate } from './mail.events.js';
import {
  accountLocked,
  confirmEmail,
  confirmSignUp,
  emailChanged,
  passwordChanged,
  resetPassword,
} from './templates/account-mails.js';
import { acceptInvitation, enterSite } from './templates/invitation-mails.js';
import { layOut, type MailContent } from './templates/layout.js';
import {
  recoveryCodesIssued,
  recoveryCodeUsed,
  secondFactorAdded,
  secondFactorRemoved,
  secondFactorReset,
} from './templates/second-factor-mails.js';
import type { MailValues } from './templates/mail-values.js';

const templates: Readonly<Record<MailTemplate, (values: MailValues) => MailContent>> = {
  'accept-invitation': acceptInvitation,
  'enter-site': enterSite,
  'confirm-sign-up': confirmSignUp,
  'confirm-email': confirmEmail,
  'email-changed': emailChanged,
  'password-changed': passwordChanged,
  'reset-password': resetPassword,
  'account-locked': accountLocked,
  'second-factor-added': secondFactorAdded,
  'second-factor-removed': secondFactorRemoved,
  'second-factor-reset': secondFactorReset,
  'recovery-codes-issued': recoveryCodesIssued,
  'recovery-code-used': recoveryCodeUsed,
};

const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' });

/** What is looked up for a mail when it is built; absent where it has none of it. */
export type MailSurroundings = Readonly<{ [K in 'siteName' | 'url' | 'about']?: string | undefined }>;

/** The mail as it is sent; the same each time, so that one sent twice after a crash is the same mail. */
export function buildMail(
  { mailId, template, personal, expiresAt, invitationId }: MailRequested['data'],
  { siteName = 'your site', url = '', about = '' }: MailSurroundings,
): Mail {
  const validUntil = expiresAt === undefined ? '' : `${day.format(new Date(expiresAt))} UTC`;
  const content = templates[template]({ name: personal.name, siteName, url, validUntil, about });
  const reference = invitationId !== undefined && { reference: invitationId };
  return { id: mailId, to: personal.to, ...layOut(content), template, ...reference };
}

import { createTransport, type Message } from 'nodemailer';
import { DependencyAway } from '@rollcall/event-sourcing';
import type { Mail, MailTransport } from './mail.js';

/** The mail as nodemailer composes it; the id becomes the Message-ID, by which a repeat is recognised. */
export const messageOf = (mail: Mail, from: string): Message => ({
  from,
  to: mail.to,
  subject: mail.subject,
  text: mail.text,
  html: mail.html,
  messageId: `<${mail.id}@rollcall>`,
  headers: {
    'X-Rollcall-Template': mail.template,
    ...(mail.reference !== undefined && { 'X-Rollcall-Reference': mail.reference }),
  },
  disableFileAccess: true,
  disableUrlAccess: true,
});

/** Sends by SMTP. */
export function createSmtpMail(options: Readonly<{ url: string; from: string }>): MailTransport & { close(): void } {
  const transport = createTransport(options.url);
  return {
    async send(mail) {
      try {
        await transport.sendMail(messageOf(mail, options.from));
      } catch (error) {
        const { responseCode } = error as { responseCode?: number };
        // 5xx is the server's last word on this mail; everything else may pass.
        if (responseCode !== undefined && responseCode >= 500) throw error;
        throw new DependencyAway('the mail server does not take mails', { cause: error });
      }
    },
    close: () => transport.close(),
  };
}

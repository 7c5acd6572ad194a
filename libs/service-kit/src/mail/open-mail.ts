import { join } from 'node:path';
import type { Clock } from '@rollcall/event-sourcing';
import type { KitConfiguration } from '../configuration/configuration.js';
import { createDiskMailbox } from './disk-mailbox.js';
import type { Mailbox, MailTransport } from './mail.js';
import { createSmtpMail } from './smtp-mail.js';

/** SMTP where a server is configured, else the mailbox on disk, shared by the services of the installation. */
export function openMail(
  configuration: KitConfiguration,
  clock: Clock,
): Readonly<{ mail: MailTransport; mailbox: Mailbox | undefined }> {
  const { smtpUrl, mailFrom: from, dataDir } = configuration;
  if (smtpUrl) return { mail: createSmtpMail({ url: smtpUrl, from }), mailbox: undefined };
  const mailbox = createDiskMailbox({ folder: join(dataDir, 'mailbox'), from, clock });
  return { mail: mailbox, mailbox };
}

import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { openMail } from '@rollcall/service-kit';
import type { ArmedPorts } from './armed-ports.js';

/** Every mail that was handed over, each time, survives in this file: one JSON line of {@link SentMail} each. */
export const sentMailsFile = 'sent-mails.ndjson';
/** A mail as it was handed over. */
export type SentMail = Readonly<{ id: string; to: string; template: string; reference?: string }>;

/** The ordinary mail, which notes what it sends and may end the process. */
export const watchedMail =
  (armed: ArmedPorts): typeof openMail =>
  (configuration, clock) => {
    const { mail, mailbox } = openMail(configuration, clock);
    const send = mail.send.bind(mail);
    Object.defineProperty(mail, 'send', {
      configurable: true,
      value: async (sent: Parameters<typeof send>[0]) => {
        await send(sent);
        const { id, to, template, reference } = sent;
        appendFileSync(
          join(configuration.dataDir, sentMailsFile),
          `${JSON.stringify({ id, to, template, reference })}\n`,
        );
      },
    });
    armed.watch(mail, 'send', 'mail');
    return { mail, mailbox };
  };

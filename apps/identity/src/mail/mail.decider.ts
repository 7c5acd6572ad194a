import { type Decider, type Message, reject } from '@rollcall/event-sourcing';
import type { MailEvent, MailRequested } from './mail.events.js';

/** Puts a mail into the outbox, once per id. */
export type RequestMail = Message<'RequestMail', MailRequested['data']>;
/** `failure` absent: the server took it. */
export type NoteOutcome = Message<'NoteOutcome', { at: Date; failure?: string }>;
export type MailCommand = RequestMail | NoteOutcome;
/** A mail before, while and after it is sent. */
export type Mail = Readonly<{ status: 'none' } | ({ status: 'requested' | 'sent' | 'failed' } & MailRequested['data'])>;

/** The outbox: a mail is asked for once and its outcome noted once. Rejections: `not-found`. */
export const mailDecider: Decider<Mail, MailCommand, MailEvent> = {
  initialState: () => ({ status: 'none' }),
  evolve: (mail, event) => {
    if (event.type === 'MailRequested') return { status: 'requested', ...event.data };
    if (mail.status === 'none') return mail;
    return { ...mail, status: event.type === 'MailSent' ? 'sent' : 'failed' };
  },
  decide: (command, mail) => {
    if (command.type === 'RequestMail') {
      return mail.status === 'none' ? [{ type: 'MailRequested', data: command.data }] : [];
    }
    if (mail.status === 'none') return reject('not-found', 'There is no such mail.');
    if (mail.status !== 'requested') return [];
    const { at, failure } = command.data;
    return failure === undefined
      ? [{ type: 'MailSent', data: { at: at.toISOString() } }]
      : [{ type: 'MailFailed', data: { reason: failure } }];
  },
};

import { test } from '@jest/globals';
import { deciderSpecification } from '@rollcall/testing';
import { mailDecider } from './mail.decider.js';
import type { MailEvent, MailRequested } from './mail.events.js';

const { given } = deciderSpecification(mailDecider);
const at = new Date('2026-01-05T09:00:00.000Z');
const data: MailRequested['data'] = {
  mailId: 'm',
  template: 'password-changed',
  personal: { subject: 'account:a', to: 'zoe@x.example', name: 'Zoë' },
};
const requested: MailEvent = { type: 'MailRequested', data };
const sent: MailEvent = { type: 'MailSent', data: { at: at.toISOString() } };

test('STO-6 a mail is asked for once', () => {
  given().when({ type: 'RequestMail', data }).then(requested);
  given(requested).when({ type: 'RequestMail', data }).then();
});
test('STO-6 its outcome is noted once', () => {
  given(requested).when({ type: 'NoteOutcome', data: { at } }).then(sent);
  given(requested)
    .when({ type: 'NoteOutcome', data: { at, failure: 'refused' } })
    .then({ type: 'MailFailed', data: { reason: 'refused' } });
  given(requested, sent)
    .when({ type: 'NoteOutcome', data: { at, failure: 'late' } })
    .then();
  given().when({ type: 'NoteOutcome', data: { at } }).thenRejected('not-found');
});

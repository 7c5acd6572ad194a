import { type Command, type Get, type Write, writes } from '@rollcall/event-sourcing';
import { invitationDecider } from '../invitation/invitation.decider.js';
import { invitationStream } from '../invitation/invitation.events.js';
import { mailDecider } from './mail.decider.js';
import { type MailRequested, mailStream } from './mail.events.js';

/** Puts a mail into the outbox, as part of the decision that it tells of. */
export function requestMail(get: Get, mail: MailRequested['data']): Write {
  const stream = mailStream(mail.mailId);
  return [stream, mailDecider.decide({ type: 'RequestMail', data: mail }, get(mailDecider, stream))];
}

/** Notes that a mail was taken or, with a `failure`, refused for good; an invitation's mail is the invitation's too. */
export function noteOutcome(
  { mailId, personId, invitationId }: MailRequested['data'],
  outcome: Readonly<{ at: Date; failure?: string }>,
): Command {
  const addressed = mailStream(mailId);
  const failure = outcome.failure !== undefined && { failure: outcome.failure };
  return {
    addressed,
    decide: (get) => {
      const mail = get(mailDecider, addressed);
      if (mail.status !== 'requested') return new Map();
      const noted = mailDecider.decide({ type: 'NoteOutcome', data: outcome }, mail);
      if (personId === undefined || invitationId === undefined) return writes([addressed, noted]);
      const stream = invitationStream(personId);
      const invitation = get(invitationDecider, stream);
      const delivery = { type: 'NoteDelivery', data: { invitationId, ...failure } } as const;
      return writes([addressed, noted], [stream, invitationDecider.decide(delivery, invitation)]);
    },
  };
}

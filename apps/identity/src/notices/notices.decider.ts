import type { Decider, Message } from '@rollcall/event-sourcing';
import type { NoticesEvent } from './notices.events.js';

/** `securityEmails` is absent while nobody has chosen: then the role decides. */
export type Notices = Readonly<{ securityEmails?: boolean }>;

/** Whether the person gets them from now on, whatever their role; the same choice again changes nothing. */
export type ChooseSecurityEmails = Message<
  'ChooseSecurityEmails',
  { personId: string; siteId: string; subscribed: boolean }
>;

/** What a person is told of: the field *Subscribe to all Security emails* (IDN-31). */
export const noticesDecider: Decider<Notices, ChooseSecurityEmails, NoticesEvent> = {
  initialState: () => ({}),
  evolve: (_notices, { type }) => ({ securityEmails: type === 'SecurityEmailsSubscribed' }),
  decide: ({ data: { subscribed, ...data } }, { securityEmails }) => {
    if (securityEmails === subscribed) return [];
    return [{ type: subscribed ? 'SecurityEmailsSubscribed' : 'SecurityEmailsUnsubscribed', data }];
  },
};

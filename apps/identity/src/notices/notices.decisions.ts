import { type Command, reject, writes } from '@rollcall/event-sourcing';
import { linkDecider } from '../link/link.decider.js';
import { linkStream } from '../link/link.decisions.js';
import { noticesDecider } from './notices.decider.js';
import { noticesStream } from './notices.events.js';

/** Chooses for a person, Admin or not. Rejections: `account-required`, as mails go to the account's address. */
export function chooseSecurityEmails(personId: string, subscribed: boolean): Command {
  const addressed = noticesStream(personId);
  return {
    addressed,
    decide: (get) => {
      const { linked, place } = get(linkDecider, linkStream(personId));
      if (!linked || !place) return reject('account-required', 'No account is linked to this person yet.');
      const choose = { type: 'ChooseSecurityEmails', data: { personId, siteId: place.siteId, subscribed } } as const;
      return writes([addressed, noticesDecider.decide(choose, get(noticesDecider, addressed))]);
    },
  };
}

import type { MailFacet } from '@rollcall/contracts';
import type { FacetFold, Recorded } from '@rollcall/event-sourcing';
import { mailCategory, type MailEvent } from './mail.events.js';

/** The public state of a mail; never its address, text or link. */
export const mailFold: FacetFold<MailEvent> = {
  category: mailCategory,
  initial: undefined,
  evolve: (facet: MailFacet | undefined, event: Recorded<MailEvent>): MailFacet | undefined => {
    switch (event.type) {
      case 'MailRequested': {
        const { mailId, template, personId, siteId } = event.data;
        const about = { ...(personId !== undefined && { personId }), ...(siteId !== undefined && { siteId }) };
        return { mailId, template, ...about, state: 'requested' };
      }
      case 'MailSent':
        return facet && { ...facet, state: 'sent' };
      case 'MailFailed':
        return facet && { ...facet, state: 'failed', failure: event.data.reason };
    }
  },
};

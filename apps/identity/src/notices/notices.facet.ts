import type { NoticesFacet } from '@rollcall/contracts';
import type { FacetFold, Recorded } from '@rollcall/event-sourcing';
import { noticesCategory, type NoticesEvent } from './notices.events.js';

/** The public state of what a person is told of. */
export const noticesFold: FacetFold<NoticesEvent> = {
  category: noticesCategory,
  initial: undefined,
  evolve: (_facet: NoticesFacet | undefined, { type, data }: Recorded<NoticesEvent>): NoticesFacet => ({
    ...data,
    securityEmails: type === 'SecurityEmailsSubscribed',
  }),
};

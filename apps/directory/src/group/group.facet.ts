import type { GroupFacet } from '@rollcall/contracts';
import type { FacetFold, Recorded } from '@rollcall/event-sourcing';
import { groupCategory, type GroupEvent } from './group.events.js';

/** The public state of a group. */
export const groupFold: FacetFold<GroupEvent> = {
  category: groupCategory,
  initial: undefined,
  evolve: (_facet: GroupFacet | undefined, { data: { groupId, siteId, name } }: Recorded<GroupEvent>): GroupFacet => ({
    groupId,
    siteId,
    name,
  }),
};

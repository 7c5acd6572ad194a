import type { TeamFacet } from '@rollcall/contracts';
import type { FacetFold, Recorded } from '@rollcall/event-sourcing';
import { teamDecider } from './team.decider.js';
import { teamCategory, type TeamEvent } from './team.events.js';

/** The public state of a team: name and admins. */
export const teamFold: FacetFold<TeamEvent> = {
  category: teamCategory,
  initial: undefined,
  evolve: (facet: TeamFacet | undefined, event: Recorded<TeamEvent>): TeamFacet | undefined => {
    if (event.type === 'TeamCreated') return { ...event.data, admins: [] };
    const team = facet && teamDecider.evolve({ status: 'created', admins: facet.admins }, event);
    return team?.status === 'created' ? { ...facet!, admins: [...team.admins] } : undefined;
  },
};

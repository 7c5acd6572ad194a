import type { Projection } from '@rollcall/event-sourcing';
import type { GroupEvent } from '../group/group.events.js';
import { type NamedRow, namesDeclaration } from './named-row.js';

/** The groups of each site by name. */
export const groupNames: Projection<NamedRow, GroupEvent> = {
  name: 'directory-group-names',
  version: 1,
  on: {
    GroupCreated: {
      ids: ({ data }) => data.groupId,
      evolve: (_row, { data: { groupId, siteId, name }, version }) => ({
        id: groupId,
        siteId,
        name,
        version: Number(version),
      }),
    },
  },
};

/** What may be asked of {@link groupNames}. */
export const groupNamesDeclaration = namesDeclaration(groupNames);

import type { Schemas } from '../api/schemas.js';

/** One thing that changed on the server. */
export type Change = Schemas['ChangeDto'];

/** What was read that a change makes out of date, as beginnings of query keys. */
export function staleKeys({ kind, siteId, id }: Change): readonly (readonly unknown[])[] {
  switch (kind) {
    case 'person':
      return [
        ['people', siteId],
        ['person', siteId, id],
        ['access-of', id],
      ];
    case 'project':
      return [['projects', siteId]];
    case 'group':
      return [['people', siteId]];
    case 'role':
      return [['roles', siteId], ['access'], ['access-of']];
    case 'seats':
      return [['seats'], ['team-seats']];
    case 'import':
      return [
        ['import', id],
        ['import-rows', id],
        ['imports', siteId],
      ];
    case 'diagnostic-run':
      return [
        ['run', id],
        ['findings', id],
        ['runs', siteId],
      ];
    case 'access':
      return [['me'], ['access'], ['projects'], ['people']];
  }
}

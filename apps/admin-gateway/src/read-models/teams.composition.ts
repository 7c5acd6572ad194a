import { poolFacet, type TeamFacet, teamFacet } from '@rollcall/contracts';
import type { Composition, ReadModelDeclaration, TeamId } from '@rollcall/event-sourcing';
import { foundOne } from './facets-found.js';

/** A team with its seats in figures. */
export type TeamRow = TeamFacet & Readonly<{ id: string; total: number; used: number; expiresAt?: string }>;

/**
 * No facets of this kind are published: joining it by the accounts of a team's admins keeps which teams an account
 * administers in the index of joined rows.
 */
export const teamAdminKind = 'team-admin';

/** Each team. */
export const teams: Composition<TeamRow> = {
  name: 'admin-gateway-teams',
  version: 2,
  rowOf: teamFacet.kind,
  joins: {
    [poolFacet.kind]: (_, id) => [id],
    [teamAdminKind]: (found) => foundOne(found, teamFacet)?.admins.map(({ accountId }) => accountId) ?? [],
  },
  compose: (found, id) => {
    const team = foundOne(found, teamFacet);
    const pool = foundOne(found, poolFacet);
    if (!team) return undefined;
    return {
      ...team,
      id,
      total: pool?.total ?? 0,
      used: pool?.used ?? 0,
      ...(pool?.expiresAt && { expiresAt: pool.expiresAt }),
    };
  },
};

/** What teams can be asked. */
export const teamsDeclaration: ReadModelDeclaration<TeamRow> = {
  name: teams.name,
  version: teams.version,
  urgent: true,
  scope: ({ teamId }) => ({ team: teamId as TeamId }),
  filters: {},
  sorts: { name: ({ name }) => name },
};

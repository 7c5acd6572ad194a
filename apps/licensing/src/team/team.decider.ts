import { type Decider, type Message, reject } from '@rollcall/event-sourcing';
import type { AdminRank, TeamAdminAppointed, TeamCreated, TeamEvent } from './team.events.js';

/** A customer begins. */
export type CreateTeam = Message<'CreateTeam', TeamCreated['data']>;
/** An account becomes an admin, or one of another rank. */
export type AppointAdmin = Message<'AppointAdmin', TeamAdminAppointed['data']>;
/** A team nobody has created, or one with its admins: few, by nature. */
export type Team =
  | Readonly<{ status: 'unknown' }>
  | Readonly<{ status: 'created'; admins: readonly Readonly<{ accountId: string; rank: AdminRank }>[] }>;

/**
 * Who administers a team (LIC-21): a new primary admin makes the former one secondary; the primary admin steps down by
 * another being appointed. Rejections: `already-exists`, `not-found`, `last-admin`.
 */
export const teamDecider: Decider<Team, CreateTeam | AppointAdmin, TeamEvent> = {
  initialState: () => ({ status: 'unknown' }),
  evolve: (team, event) => {
    if (event.type === 'TeamCreated') return { status: 'created', admins: [] };
    if (team.status === 'unknown') return team;
    const { accountId, rank } = event.data;
    return { ...team, admins: [...team.admins.filter((admin) => admin.accountId !== accountId), { accountId, rank }] };
  },
  decide: (command, team) => {
    if (command.type === 'CreateTeam') {
      return team.status === 'unknown'
        ? [{ type: 'TeamCreated', data: command.data }]
        : reject('already-exists', 'This team exists.');
    }
    if (team.status === 'unknown') return reject('not-found', 'There is no such team.');
    const { teamId, accountId, rank } = command.data;
    const known = team.admins.find((admin) => admin.accountId === accountId);
    if (known?.rank === rank) return [];
    if (known?.rank === 'primary')
      return reject('last-admin', 'A team has a primary admin: appoint another one first.');
    const former = rank === 'primary' ? team.admins.find((admin) => admin.rank === 'primary') : undefined;
    const stepsDown = { teamId, accountId: former?.accountId ?? '', rank: 'secondary' as const };
    return [
      ...(former ? [{ type: 'TeamAdminAppointed' as const, data: stepsDown }] : []),
      { type: 'TeamAdminAppointed', data: command.data },
    ];
  },
};

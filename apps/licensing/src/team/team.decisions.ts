import { type Command, writes } from '@rollcall/event-sourcing';
import { poolDecider } from '../pool/pool.decider.js';
import { poolStream } from '../seat/seat.decisions.js';
import { teamDecider } from './team.decider.js';
import { teamStream } from './team.events.js';

/** A new customer and its subscription. `expiresAt`: RFC 3339; absent, the subscription does not end. */
export type NewTeam = Readonly<{ teamId: string; name: string; total: number; expiresAt?: string }>;

/** Creates a team with its subscription, in one append. Rejections: `already-exists`. */
export function createTeam({ teamId, name, ...subscription }: NewTeam): Command {
  const addressed = teamStream(teamId);
  return {
    addressed,
    decide: (get) => {
      const pool = poolStream(teamId);
      const data = { teamId, ...subscription };
      return writes(
        [addressed, teamDecider.decide({ type: 'CreateTeam', data: { teamId, name } }, get(teamDecider, addressed))],
        [pool, poolDecider.decide({ type: 'StartSubscription', data }, get(poolDecider, pool))],
      );
    },
  };
}

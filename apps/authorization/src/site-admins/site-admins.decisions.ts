import { type Command, type StreamVersion, writes } from '@rollcall/event-sourcing';
import { holderDecider } from '../holder/holder.decider.js';
import { holderStream } from '../holder/holder.events.js';
import { lastAdmin } from './admin-circle.js';

/** Somebody whom directory is about to disable, as of a version of their facet; `at` is the command's time. */
export type Leave = Readonly<{ siteId: string; personId: string; personVersion: StreamVersion; at: Date }>;

/**
 * Reserves that a person may be disabled, asked by directory before it does so. Noted for everybody: until the disabling
 * is heard, making the person an Admin must not let the last other one go. Asking again is the same. Rejects `last-admin`.
 */
export const reserveLeave = ({ siteId, personId, personVersion, at }: Leave): Command => ({
  addressed: holderStream(personId),
  decide: (get) => {
    const stream = holderStream(personId);
    const reserve = { type: 'ReserveLeave', data: { personVersion, at } } as const;
    return (
      lastAdmin(get, siteId, personId, at) ??
      writes([stream, holderDecider.decide(reserve, get(holderDecider, stream))])
    );
  },
});

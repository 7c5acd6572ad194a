import type { DriftFacet } from '@rollcall/contracts';
import type { Decider, Message } from '@rollcall/event-sourcing';
import type { DriftCleared, DriftEvent } from './drift.events.js';

/** What the comparison says of a person now. */
export type NoteDrift = Message<'NoteDrift', DriftCleared['data'] & { drift?: DriftFacet }>;
/** Whether the services disagree about a person, as was published last. */
export type DriftState = Readonly<{ status: 'clear' }> | Readonly<{ status: 'found'; drift: DriftFacet }>;

/** Publishes a disagreement when it begins, changes or ends; the same again says nothing. No rejections. */
export const driftDecider: Decider<DriftState, NoteDrift, DriftEvent> = {
  initialState: () => ({ status: 'clear' }),
  evolve: (_state, event) =>
    event.type === 'DriftFound' ? { status: 'found', drift: event.data } : { status: 'clear' },
  decide: ({ data: { drift, personId, siteId } }, state) => {
    if (!drift) return state.status === 'clear' ? [] : [{ type: 'DriftCleared', data: { personId, siteId } }];
    return state.status === 'found' && isSame(state.drift, drift) ? [] : [{ type: 'DriftFound', data: drift }];
  },
};

/** Which facts a disagreement rests on is what tells it from another. */
const isSame = (one: DriftFacet, other: DriftFacet): boolean =>
  one.kind === other.kind && one.suggestion === other.suggestion && one.evidence.join() === other.evidence.join();

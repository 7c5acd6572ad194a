import { type Decider, isStale, type StreamVersion } from '@rollcall/event-sourcing';
import type { HolderCommand } from './holder.commands.js';
import type { HolderEvent } from './holder.events.js';

/** A person as far as authorization has heard. */
export type Holder =
  | Readonly<{ status: 'unknown' }>
  | Readonly<{ status: 'active' | 'disabled'; siteId: string; personVersion: StreamVersion }>;

/** Follows the status of a person, in whatever order and how often it is told; older news change nothing. */
export const holderDecider: Decider<Holder, HolderCommand, HolderEvent> = {
  initialState: () => ({ status: 'unknown' }),
  evolve: (holder, { type, data }) => {
    if (type === 'HolderEntered') {
      const { siteId, personVersion } = data;
      return { status: data.active ? 'active' : 'disabled', siteId, personVersion };
    }
    if (holder.status === 'unknown') return holder;
    return { ...holder, ...data, status: type === 'HolderActivated' ? 'active' : 'disabled' };
  },
  decide: ({ data }, holder) => {
    if (holder.status === 'unknown') return [{ type: 'HolderEntered', data }];
    const { active, personVersion } = data;
    if (isStale(holder.personVersion, { version: personVersion }) || active === (holder.status === 'active')) return [];
    return [{ type: active ? 'HolderActivated' : 'HolderDisabled', data: { personVersion } }];
  },
};

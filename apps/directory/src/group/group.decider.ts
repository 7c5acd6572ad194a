import { type Decider, type Message, reject } from '@rollcall/event-sourcing';
import type { GroupCreated, GroupEvent } from './group.events.js';

/** No group yet, or one of a site. */
export type Group = Readonly<{ status: 'none' }> | Readonly<{ status: 'open' } & GroupCreated['data']>;
/** Intents about a group. */
export type GroupCommand = Message<'CreateGroup', GroupCreated['data']>;

/** Groups of people (DIR-21); who belongs to one stands with the person. Rejections: `already-exists`. */
export const groupDecider: Decider<Group, GroupCommand, GroupEvent> = {
  initialState: () => ({ status: 'none' }),
  evolve: (_group, { data }) => ({ status: 'open', ...data }),
  decide: ({ data }, group) =>
    group.status === 'none' ? [{ type: 'GroupCreated', data }] : reject('already-exists', 'This group exists already.'),
};

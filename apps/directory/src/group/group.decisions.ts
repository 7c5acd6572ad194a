import { type Command, type Get, reject, type Rejection, writes } from '@rollcall/event-sourcing';
import { nameClaimDecider, nameClaimStream } from '../name-claim/name-claim.decider.js';
import { siteDecider, siteStream } from '../site/site.decider.js';
import { groupDecider } from './group.decider.js';
import { type GroupCreated, groupStream } from './group.events.js';

/** A new group of a site. Rejections: `not-found` (site), `already-exists` (the group, or its name on the site). */
export const createGroup = (data: GroupCreated['data']): Command => ({
  addressed: groupStream(data.groupId),
  decide: (get) => {
    if (get(siteDecider, siteStream(data.siteId)).status === 'none')
      return reject('not-found', 'There is no such site.');
    const stream = groupStream(data.groupId);
    const name = nameClaimStream('group', data.nameIndex);
    const claim = { type: 'Claim', data: { owner: data.groupId } } as const;
    return writes(
      [stream, groupDecider.decide({ type: 'CreateGroup', data }, get(groupDecider, stream))],
      [name, nameClaimDecider.decide(claim, get(nameClaimDecider, name))],
    );
  },
});

/** The refusal when one of these is no group of the site (DIR-21): `unknown-group`. */
export function unknownGroup(get: Get, siteId: string, groupIds: readonly string[]): Rejection | undefined {
  const unknown = groupIds.filter((groupId) => {
    const group = get(groupDecider, groupStream(groupId));
    return group.status === 'none' || group.siteId !== siteId;
  });
  return unknown.length === 0
    ? undefined
    : reject('unknown-group', 'The site has no such group.', { groupIds: unknown });
}

import { type Contract, personActivated, personCreated, personDisabled, type PersonFacet } from '@rollcall/contracts';
import type { Envelope, Listener } from '@rollcall/event-sourcing';
import { noteHolder } from '../holder/holder.decisions.js';

type PersonMessage = Envelope<unknown, PersonFacet>;

/** All three read the person's facet, whole: whichever comes first, the person gets a role and their status is known. */
const listener = (name: string, { type }: Contract): Listener<PersonMessage> => ({
  name,
  on: type,
  react: ({ facet }) => {
    if (!facet?.state) return undefined;
    const { personId, siteId, status, requestedRoleId, projectIds } = facet.state;
    const requested = requestedRoleId === undefined ? {} : { requestedRoleId };
    return noteHolder({
      personId,
      siteId,
      active: status === 'active',
      personVersion: facet.version,
      projectIds,
      ...requested,
    });
  },
});

/** A new person gets the role asked for, or the site's default (STO-5). */
export const onPersonCreated = listener('authorization.assign-first-role', personCreated);
/** An active holder of the site's Admin role counts as one of its Admins. */
export const onPersonActivated = listener('authorization.note-activation', personActivated);
/** A disabled one no longer does. */
export const onPersonDisabled = listener('authorization.note-disabling', personDisabled);

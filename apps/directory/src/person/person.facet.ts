import { markOf, type PersonFacet } from '@rollcall/contracts';
import { ERASED, type FacetFold, type Recorded } from '@rollcall/event-sourcing';
import { personCategory, type PersonEvent } from './person.events.js';

type PersonHistory = Recorded<PersonEvent>;

/** The public state of a person, as gateways, identity and licensing see it. */
export const personFold: FacetFold<PersonEvent> = {
  category: personCategory,
  initial: undefined,
  evolve: (facet: PersonFacet | undefined, event: PersonHistory): PersonFacet | undefined => {
    if (event.type === 'PersonCreated') return created(event);
    if (event.type === 'PersonErased') return facet && erased(facet);
    return facet && { ...facet, ...changed(facet, event) };
  },
};

/** Also what finds the person elsewhere goes: the index of the email, and the id another system gave. */
function erased({ externalId: _external, emailMark: _email, personal, ...facet }: PersonFacet): PersonFacet {
  const { subject } = personal;
  const nobody = { subject, firstName: ERASED, lastName: ERASED, login: ERASED, email: ERASED };
  return { ...facet, personal: nobody, emailIndex: '', erased: true };
}

function created(event: Extract<PersonHistory, { type: 'PersonCreated' }>): PersonFacet {
  const { personId, siteId, teamId, personal, emailIndex, externalId, roleId, createdDisabled } = event.data;
  const mark = markOf(event);
  return {
    personId,
    siteId,
    teamId,
    personal,
    emailIndex,
    ...(externalId ? { externalId } : {}),
    ...(roleId ? { requestedRoleId: roleId } : {}),
    status: 'disabled',
    activation: { state: 'none', attempt: 0 },
    ended: 0,
    createdDisabled,
    everActive: false,
    projectIds: [...event.data.projectIds],
    projectLinks: Object.fromEntries(event.data.projectIds.map((id) => [id, mark])),
    groupIds: [...event.data.groupIds],
    createdAt: mark.at,
    statusMark: mark,
  };
}

/** What one event changes; names and addresses in {@link described}. */
function changed(facet: PersonFacet, event: PersonHistory): Partial<PersonFacet> {
  switch (event.type) {
    case 'ActivationRequested':
      return { activation: { state: 'activating', attempt: event.data.attempt } };
    case 'PersonActivated': {
      const { attempt, accountId } = event.data;
      const moved = facet.status === 'active' ? {} : { statusMark: markOf(event) };
      return { status: 'active', everActive: true, accountId, activation: { state: 'active', attempt }, ...moved };
    }
    case 'ActivationRefused': {
      const ended = facet.status === 'disabled' ? { ended: event.data.attempt } : {};
      return { activation: { state: 'refused', ...event.data }, ...ended };
    }
    case 'ActivationTimedOut': {
      const ended = facet.status === 'disabled' ? { ended: event.data.attempt } : {};
      return { activation: { state: 'timed-out', ...event.data }, ...ended };
    }
    case 'ActivationEnded':
      return { ended: Math.max(facet.ended, event.data.attempt) };
    case 'PersonDisabled': {
      const { attempt } = event.data;
      return { status: 'disabled', ended: attempt, activation: { state: 'none', attempt }, statusMark: markOf(event) };
    }
    default:
      return described(facet, event);
  }
}

function described(facet: PersonFacet, event: PersonHistory): Partial<PersonFacet> {
  switch (event.type) {
    case 'PersonRenamed':
    case 'PersonLoginChanged':
      return { personal: { ...facet.personal, ...event.data.personal } };
    case 'PersonEmailChanged': {
      const { source, emailIndex, personal } = event.data;
      const idle = facet.status === 'disabled' && source === 'admin';
      const ended = idle
        ? { ended: facet.activation.attempt, activation: { ...facet.activation, state: 'none' as const } }
        : {};
      return { personal: { ...facet.personal, ...personal }, emailIndex, emailMark: markOf(event), ...ended };
    }
    case 'PersonLinkedToProject': {
      const { projectId } = event.data;
      const projectLinks = { ...facet.projectLinks, [projectId]: markOf(event) };
      return { projectIds: [...facet.projectIds, projectId], projectLinks };
    }
    case 'PersonUnlinkedFromProject': {
      const { [event.data.projectId]: _unlinked, ...projectLinks } = facet.projectLinks;
      return { projectIds: facet.projectIds.filter((id) => id !== event.data.projectId), projectLinks };
    }
    case 'PersonJoinedGroup':
      return { groupIds: [...facet.groupIds, event.data.groupId] };
    case 'PersonLeftGroup':
      return { groupIds: facet.groupIds.filter((id) => id !== event.data.groupId) };
    default:
      return {};
  }
}

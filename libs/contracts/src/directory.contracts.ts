import { Type } from '@sinclair/typebox';
import { contract } from './contract.js';
import { groupFacet, importFacet, personFacet, projectFacet, siteFacet } from './directory.facets.js';
import { Id, oneOf, personal } from './schema.js';

const person = { personId: Id, siteId: Id, teamId: Id };
const attempt = Type.Integer({ minimum: 1 });

export const siteOpened = contract(
  siteFacet,
  'site-opened',
  'A site exists and belongs to a team.',
  Type.Object({ siteId: Id, teamId: Id }),
);
export const siteSettingChanged = contract(
  siteFacet,
  'site-setting-changed',
  'A setting of a site has a new value.',
  Type.Object({ siteId: Id, key: Type.String(), value: Type.String(), previous: Type.Optional(Type.String()) }),
);

export const personCreated = contract(
  personFacet,
  'person-created',
  'A person exists on a site; the requested role is authorization’s to assign.',
  Type.Object({ ...person, roleId: Type.Optional(Id), importId: Type.Optional(Id) }),
);
/**
 * `cause` tells identity what led here: `create`, `activate` (somebody enables), `email-edit` (on an active or activating
 * person). `byHand`: the first activation of somebody created disabled under `seat.onActivation = manual-first`, or any
 * under `manual`: account and assigned seat must already exist (K17). `claimVersion` is the fencing token of (site, email).
 */
export const activationRequested = contract(
  personFacet,
  'activation-requested',
  'Directory asks for an account and a seat for one numbered attempt.',
  Type.Object({
    ...person,
    attempt,
    cause: oneOf('create', 'activate', 'email-edit'),
    byHand: Type.Boolean(),
    emailIndex: Type.String(),
    claimVersion: Type.Integer({ minimum: 1 }),
    welcome: oneOf('invite', 'hold'),
    personal: personal({ email: Type.String(), firstName: Type.String(), lastName: Type.String() }),
  }),
);
export const personActivated = contract(
  personFacet,
  'person-activated',
  'The person has account and seat and may enter the site.',
  Type.Object({
    ...person,
    attempt,
    accountId: Id,
    seatId: Type.Optional(Id),
    welcome: oneOf('invite', 'hold'),
  }),
);
export const activationRefused = contract(
  personFacet,
  'activation-refused',
  'An attempt was answered with no; the person stays as they were.',
  Type.Object({ ...person, attempt, code: Type.String(), reason: Type.String() }),
);
export const activationEnded = contract(
  personFacet,
  'activation-ended',
  'Every attempt up to this one counts no more.',
  Type.Object({ ...person, attempt }),
);
export const activationTimedOut = contract(
  personFacet,
  'activation-timed-out',
  'An attempt was not answered in time; `waitingFor` names the service that owes the answer.',
  Type.Object({ ...person, attempt, waitingFor: Type.String() }),
);
export const personDisabled = contract(
  personFacet,
  'person-disabled',
  'The site denies this person at once; the attempt they were active by has ended.',
  Type.Object({
    ...person,
    attempt: Type.Integer({ minimum: 0 }),
    accountId: Type.Optional(Id),
    reason: oneOf('admin', 'diagnostics', 'portal'),
  }),
);
export const personRenamed = contract(
  personFacet,
  'person-renamed',
  'The name of a person changed.',
  Type.Object(person),
);
export const personLoginChanged = contract(
  personFacet,
  'person-login-changed',
  'The login of a person changed.',
  Type.Object(person),
);
export const personEmailChanged = contract(
  personFacet,
  'person-email-changed',
  'The email of a person changed, on the site or following the account.',
  Type.Object({
    ...person,
    source: oneOf('admin', 'portal', 'refused'),
    warnedOfTwin: Type.Boolean(),
  }),
);
const project = { personId: Id, siteId: Id, projectId: Id };
export const personLinkedToProject = contract(
  personFacet,
  'person-linked-to-project',
  'A person was linked to a project.',
  Type.Object(project),
);
export const personUnlinkedFromProject = contract(
  personFacet,
  'person-unlinked-from-project',
  'A person was unlinked from a project.',
  Type.Object(project),
);
const group = { personId: Id, siteId: Id, groupId: Id };
export const personJoinedGroup = contract(
  personFacet,
  'person-joined-group',
  'A person joined a group.',
  Type.Object(group),
);
export const personLeftGroup = contract(personFacet, 'person-left-group', 'A person left a group.', Type.Object(group));
/** Whoever keeps something of the subject, in memory or in files, drops it; the facet reads `[erased]` from here on. */
export const personErased = contract(
  personFacet,
  'person-erased',
  'Nothing personal of this person is kept any more; their key is destroyed.',
  Type.Object({ ...person, erasedSubject: Type.String() }),
);

export const projectCreated = contract(
  projectFacet,
  'project-created',
  'A project exists on a site.',
  Type.Object({ projectId: Id, siteId: Id }),
);
export const projectRenamed = contract(
  projectFacet,
  'project-renamed',
  'A project has a new name.',
  Type.Object({ projectId: Id, siteId: Id }),
);
export const projectMadePrivate = contract(
  projectFacet,
  'project-made-private',
  'A project is private: open access no longer includes it.',
  Type.Object({ projectId: Id, siteId: Id }),
);
export const projectMadeOpen = contract(
  projectFacet,
  'project-made-open',
  'A project is open to those with access to all open projects.',
  Type.Object({ projectId: Id, siteId: Id }),
);
export const projectArchived = contract(
  projectFacet,
  'project-archived',
  'A project is archived.',
  Type.Object({ projectId: Id, siteId: Id }),
);
export const groupCreated = contract(
  groupFacet,
  'group-created',
  'A group exists on a site.',
  Type.Object({ groupId: Id, siteId: Id }),
);

const importCounts = Type.Object({ importId: Id, siteId: Id });
export const importProgressed = contract(
  importFacet,
  'import-progressed',
  'An import was checked, started, or applied more rows.',
  importCounts,
);
export const importFinished = contract(
  importFacet,
  'import-finished',
  'An import ended: every row was applied or refused, or the rest was cancelled.',
  importCounts,
);

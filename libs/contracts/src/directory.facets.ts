import { Type } from '@sinclair/typebox';
import { facetKind, type StateOf } from './contract.js';
import { Id, MarkSchema, Moment, oneOf, PartySchema, personal } from './schema.js';

/** A studio's workspace. */
export const siteFacet = facetKind(
  'directory',
  'site',
  'siteId',
  Type.Object({
    siteId: Id,
    teamId: Id,
    slug: Type.String(),
    name: Type.String(),
    kind: oneOf('subscription', 'trial', 'educational'),
    accountMode: oneOf('legacy', 'migrated'),
    accessModel: oneOf('single-role', 'multi-role'),
    settings: Type.Record(Type.String(), Type.String()),
  }),
);
export type SiteFacet = StateOf<typeof siteFacet>;

/**
 * A record on one site. `status` stays `disabled` until the first `person-activated`; beside it stands the newest try:
 * `activation`. `ended` is the highest ended attempt: everything up to it counts no more (DESIGN section 5, attempts).
 */
export const personFacet = facetKind(
  'directory',
  'person',
  'personId',
  Type.Object({
    personId: Id,
    siteId: Id,
    teamId: Id,
    personal: personal({
      firstName: Type.String(),
      lastName: Type.String(),
      login: Type.String(),
      email: Type.String(),
    }),
    emailIndex: Type.String(),
    externalId: Type.Optional(Type.String()),
    status: oneOf('active', 'disabled'),
    activation: Type.Object({
      state: oneOf('none', 'activating', 'active', 'refused', 'timed-out'),
      attempt: Type.Integer({ minimum: 0 }),
      code: Type.Optional(Type.String()),
      reason: Type.Optional(Type.String()),
      waitingFor: Type.Optional(Type.String()),
    }),
    ended: Type.Integer({ minimum: 0 }),
    accountId: Type.Optional(Id),
    createdDisabled: Type.Boolean(),
    everActive: Type.Boolean(),
    requestedRoleId: Type.Optional(Id),
    projectIds: Type.Array(Id),
    /** Since when and by whom each of `projectIds` is linked, for explanations. */
    projectLinks: Type.Record(Type.String(), MarkSchema),
    groupIds: Type.Array(Id),
    createdAt: Moment,
    /** The event that made the status what it is. */
    statusMark: MarkSchema,
    /** The last change of the email, where there was one. */
    emailMark: Type.Optional(MarkSchema),
    /** Nothing personal of them is kept: every personal field reads `[erased]`. */
    erased: Type.Optional(Type.Literal(true)),
  }),
);
export type PersonFacet = StateOf<typeof personFacet>;

/** A project of a site. */
export const projectFacet = facetKind(
  'directory',
  'project',
  'projectId',
  Type.Object({
    projectId: Id,
    siteId: Id,
    name: Type.String(),
    private: Type.Boolean(),
    archived: Type.Boolean(),
    template: Type.Boolean(),
    createdAt: Moment,
  }),
);
export type ProjectFacet = StateOf<typeof projectFacet>;

/** A group of people of a site. */
export const groupFacet = facetKind(
  'directory',
  'group',
  'groupId',
  Type.Object({ groupId: Id, siteId: Id, name: Type.String() }),
);
export type GroupFacet = StateOf<typeof groupFacet>;

/** One import of people: how far it is. */
export const importFacet = facetKind(
  'directory',
  'import',
  'importId',
  Type.Object({
    importId: Id,
    siteId: Id,
    state: oneOf('checked', 'running', 'finished', 'cancelled'),
    counts: Type.Object({
      rows: Type.Integer(),
      good: Type.Integer(),
      bad: Type.Integer(),
      applied: Type.Integer(),
      refused: Type.Integer(),
    }),
    /** Who sent the file; absent in messages from before this was told. */
    startedBy: Type.Optional(PartySchema),
  }),
);
export type ImportFacet = StateOf<typeof importFacet>;

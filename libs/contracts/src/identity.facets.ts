import { Type } from '@sinclair/typebox';
import { facetKind, type StateOf } from './contract.js';
import { Id, MarkSchema, Moment, oneOf, personal } from './schema.js';

/** An identity that signs in. `people` are those it is linked to, one per site: small by nature. */
export const accountFacet = facetKind(
  'identity',
  'account',
  'accountId',
  Type.Object({
    accountId: Id,
    status: oneOf('pending', 'completed', 'closed'),
    origin: oneOf('invite', 'sign-up', 'operator'),
    emailIndex: Type.String(),
    personal: personal({ email: Type.String(), firstName: Type.String(), lastName: Type.String() }),
    /** Sessions started at or before this moment have ended. */
    sessionsEndedAt: Type.Optional(Moment),
    mustChangePassword: Type.Boolean(),
    /** Since when the account exists, and who made it: evidence of a twin (IDN-49, IDN-50). */
    createdMark: Type.Optional(MarkSchema),
    /** The change of email that was last confirmed, and where it came from (IDN-46). */
    emailMark: Type.Optional(MarkSchema),
    closedMark: Type.Optional(MarkSchema),
  }),
);
export type AccountFacet = StateOf<typeof accountFacet>;

/** Whether an account is locked: `lockedUntil` is absent when it is not (IDN-30). */
export const lockFacet = facetKind(
  'identity',
  'lock',
  'accountId',
  Type.Object({ accountId: Id, lockedUntil: Type.Optional(Moment) }),
);
export type LockFacet = StateOf<typeof lockFacet>;

/** By what an account is signed in to besides its password; `kinds` is empty once it is taken away. */
export const secondFactorFacet = facetKind(
  'identity',
  'second-factor',
  'accountId',
  Type.Object({ accountId: Id, kinds: Type.Array(oneOf('totp')) }),
);
export type SecondFactorFacet = StateOf<typeof secondFactorFacet>;

/**
 * Account ↔ person, at most one per person. Without `accountId` the person was unlinked. `twin` stands while the person
 * is linked to a second account of the same human (IDN-49, IDN-50).
 */
export const linkFacet = facetKind(
  'identity',
  'link',
  'personId',
  Type.Object({
    personId: Id,
    siteId: Id,
    teamId: Id,
    accountId: Type.Optional(Id),
    attempt: Type.Integer({ minimum: 0 }),
    status: Type.Optional(oneOf('Pending', 'Created')),
    linkedMark: Type.Optional(MarkSchema),
    /** The account was there before it was first linked; absent in messages from before this was told. */
    wasExisting: Type.Optional(Type.Boolean()),
    unlinkedMark: Type.Optional(MarkSchema),
    twin: Type.Optional(Type.Object({ kind: oneOf('site-edit', 'late-enable'), twinAccountId: Id, mark: MarkSchema })),
  }),
);
export type LinkFacet = StateOf<typeof linkFacet>;

/** What a person is told of, as far as somebody chose: else their role decides (IDN-31). */
export const noticesFacet = facetKind(
  'identity',
  'notices',
  'personId',
  Type.Object({ personId: Id, siteId: Id, securityEmails: Type.Boolean() }),
);
export type NoticesFacet = StateOf<typeof noticesFacet>;

/** The newest invitation of a person and how far its mail is. */
export const invitationFacet = facetKind(
  'identity',
  'invitation',
  'personId',
  Type.Object({
    personId: Id,
    siteId: Id,
    invitationId: Id,
    variant: oneOf('accept-invitation', 'enter-site'),
    state: oneOf('issued', 'sent', 'failed', 'accepted', 'void'),
    issuedAt: Moment,
    expiresAt: Moment,
    failure: Type.Optional(Type.String()),
  }),
);
export type InvitationFacet = StateOf<typeof invitationFacet>;

/** One sign-in. The key is the digest of the opaque token that the browser or program holds. */
export const sessionFacet = facetKind(
  'identity',
  'session',
  'sessionId',
  Type.Object({
    sessionId: Id,
    accountId: Id,
    startedAt: Moment,
    /** Absolute end: 12 hours after the start. */
    expiresAt: Moment,
    /** Longest pause between two requests, in seconds. */
    idleSeconds: Type.Integer(),
    /** A browser's cookie session, or a program's bearer token. */
    kind: oneOf('browser', 'token'),
    endedAt: Type.Optional(Moment),
  }),
);
export type SessionFacet = StateOf<typeof sessionFacet>;

/** One mail and how far it is. To whom and what it says stays inside identity. */
export const mailFacet = facetKind(
  'identity',
  'mail',
  'mailId',
  Type.Object({
    mailId: Id,
    template: oneOf(
      'accept-invitation',
      'enter-site',
      'confirm-sign-up',
      'confirm-email',
      'email-changed',
      'password-changed',
      'reset-password',
      'account-locked',
      'second-factor-added',
      'second-factor-removed',
      'second-factor-reset',
      'recovery-codes-issued',
      'recovery-code-used',
    ),
    personId: Type.Optional(Id),
    siteId: Type.Optional(Id),
    state: oneOf('requested', 'sent', 'failed'),
    failure: Type.Optional(Type.String()),
  }),
);
export type MailFacet = StateOf<typeof mailFacet>;

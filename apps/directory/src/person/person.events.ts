import type { Erasing, Message, Personal } from '@rollcall/event-sourcing';

/** Streams of people: `directory.person-<personId>`. */
export const personCategory = 'directory.person';

/** Whose key the personal data of a person are sealed with, in what directory owns (KRN-17). */
export const subjectOf = (personId: string): string => `person:${personId}`;
/** The person a {@link subjectOf} stands for. */
export const personOf = (subject: string): string => subject.slice(subject.indexOf(':') + 1);

/** How somebody is told that they may enter: by invitation, or not until an admin sends it (DIR-10). */
export type Welcome = 'invite' | 'hold';
/** What led to an attempt. */
export type AttemptCause = 'create' | 'activate' | 'email-edit';

/** A record on a site exists, disabled until its first attempt is answered. */
export type PersonCreated = Message<
  'PersonCreated',
  {
    personId: string;
    siteId: string;
    teamId: string;
    createdDisabled: boolean;
    emailIndex: string;
    loginIndex: string;
    roleId?: string;
    projectIds: readonly string[];
    groupIds: readonly string[];
    externalId?: string;
    importId?: string;
    personal: Personal<{ firstName: string; lastName: string; login: string; email: string }>;
  }
>;
/** One numbered try at making the person active begins; `claimVersion` fences it against another holder of the email. */
export type ActivationRequested = Message<
  'ActivationRequested',
  {
    attempt: number;
    cause: AttemptCause;
    byHand: boolean;
    emailIndex: string;
    claimVersion: number;
    welcome: Welcome;
    personal: Personal<{ email: string; firstName: string; lastName: string }>;
  }
>;
/** Identity has answered the attempt; licensing has not yet. */
export type AccountFound = Message<'AccountFound', { attempt: number; accountId: string }>;
export type PersonActivated = Message<
  'PersonActivated',
  { attempt: number; accountId: string; seatId?: string; welcome: Welcome }
>;
export type ActivationRefused = Message<'ActivationRefused', { attempt: number; code: string; reason: string }>;
/** Every attempt up to this one counts no more; said again whenever somebody answers one of them late. */
export type ActivationEnded = Message<'ActivationEnded', { attempt: number }>;
export type ActivationTimedOut = Message<'ActivationTimedOut', { attempt: number; waitingFor: string }>;
export type PersonDisabled = Message<
  'PersonDisabled',
  { attempt: number; accountId?: string; reason: 'admin' | 'diagnostics' | 'portal' }
>;
export type PersonRenamed = Message<
  'PersonRenamed',
  { source: 'admin' | 'portal'; personal: Personal<{ firstName: string; lastName: string }> }
>;
export type PersonLoginChanged = Message<
  'PersonLoginChanged',
  { loginIndex: string; personal: Personal<{ login: string }> }
>;
/** `source` refused: the address goes back to what it was, because the attempt for the new one was refused. */
export type PersonEmailChanged = Message<
  'PersonEmailChanged',
  {
    source: 'admin' | 'portal' | 'refused';
    warnedOfTwin: boolean;
    emailIndex: string;
    personal: Personal<{ email: string }>;
  }
>;
export type PersonLinkedToProject = Message<'PersonLinkedToProject', { projectId: string }>;
export type PersonUnlinkedFromProject = Message<'PersonUnlinkedFromProject', { projectId: string }>;
export type PersonJoinedGroup = Message<'PersonJoinedGroup', { groupId: string }>;
export type PersonLeftGroup = Message<'PersonLeftGroup', { groupId: string }>;

/** Nothing personal of them is kept any more (KRN-17); the last event of its stream. */
export type PersonErased = Message<'PersonErased', Erasing>;

/** What can be true of a person's past. */
export type PersonEvent =
  | PersonCreated
  | ActivationRequested
  | AccountFound
  | PersonActivated
  | ActivationRefused
  | ActivationEnded
  | ActivationTimedOut
  | PersonDisabled
  | PersonRenamed
  | PersonLoginChanged
  | PersonEmailChanged
  | PersonLinkedToProject
  | PersonUnlinkedFromProject
  | PersonJoinedGroup
  | PersonLeftGroup
  | PersonErased;

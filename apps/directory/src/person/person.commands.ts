import type { Message } from '@rollcall/event-sourcing';
import type { Welcome } from './person.events.js';

/** An address as typed, with the keyed index that finds its account (KRN-03). */
export type Address = Readonly<{ email: string; emailIndex: string }>;
/** The fencing token of (site, email) that an attempt needs, and how its welcome goes out. */
export type AttemptTerms = Readonly<{ claimVersion: number; byHand: boolean; welcome: Welcome }>;

/** A person of a site, with everything the form or the importer knows (DIR-07). */
export type CreatePerson = Message<
  'CreatePerson',
  {
    personId: string;
    siteId: string;
    teamId: string;
    firstName: string;
    lastName: string;
    login: string;
    loginIndex: string;
    roleId?: string;
    projectIds: readonly string[];
    groupIds: readonly string[];
    externalId?: string;
    importId?: string;
    /** Absent: created disabled, no look-up and no mail until enabled (IDN-10, K23). */
    attempt?: AttemptTerms;
  } & Address
>;
/** What an attempt meets: it is opened, answered by identity and licensing, refused, or not answered in time. */
export type ActivatePerson = Message<'ActivatePerson', AttemptTerms>;
export type NoteAccount = Message<'NoteAccount', { attempt: number; accountId: string }>;
export type ConfirmSeat = Message<'ConfirmSeat', { attempt: number; accountId: string; seatId?: string }>;
export type RefuseAttempt = Message<'RefuseAttempt', { attempt: number; code: string; reason: string }>;
export type TimeOutAttempt = Message<'TimeOutAttempt', { attempt: number }>;
/** What changes a person; `source` and `reason` say through which door. */
export type DisablePerson = Message<'DisablePerson', { reason: 'admin' | 'diagnostics' | 'portal' }>;
export type RenamePerson = Message<'RenamePerson', { firstName: string; lastName: string; source: 'admin' | 'portal' }>;
export type ChangeLogin = Message<'ChangeLogin', { login: string; loginIndex: string }>;
export type ChangeEmail = Message<'ChangeEmail', Address & { claimVersion: number; warnedOfTwin: boolean }>;
/** The account moved to another address by itself (IDN-46) while the person was active by this attempt, where it is known. */
export type FollowAccountEmail = Message<'FollowAccountEmail', Address & { accountId: string; attempt?: number }>;
export type SetProjects = Message<'SetProjects', { projectIds: readonly string[] }>;
export type SetGroups = Message<'SetGroups', { groupIds: readonly string[] }>;

/** Nothing personal is kept of them any more, for good (KRN-17). */
export type ErasePerson = Message<'ErasePerson', Record<never, never>>;

/** Every intent about a person. */
export type PersonCommand =
  | CreatePerson
  | ActivatePerson
  | NoteAccount
  | ConfirmSeat
  | RefuseAttempt
  | TimeOutAttempt
  | DisablePerson
  | RenamePerson
  | ChangeLogin
  | ChangeEmail
  | FollowAccountEmail
  | SetProjects
  | SetGroups
  | ErasePerson;

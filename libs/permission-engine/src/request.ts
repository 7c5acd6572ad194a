import type { Facet, Party } from '@rollcall/event-sourcing';
import type { Action } from './action.js';
import type { Properties } from './condition.js';

/** The facet that a fact was read from, with the version it had. */
export type FacetReference = Pick<Facet, 'source' | 'kind' | 'key' | 'version'>;

/** When something came to be so, by whom, and the event that says it. */
export type Mark = Readonly<{ at: string; by: Party; eventId: string }>;

/** A project as far as decisions need it. */
export type ProjectFacts = Readonly<{ id: string; private: boolean; facet?: FacetReference }>;

/** A role held. In the single-role model the scope is not looked at: the person's own projects count (K8). */
export type Assignment = Readonly<{
  roleId: string;
  scope: Readonly<{ allOpen: boolean; projectIds: readonly string[] }>;
  mark?: Mark;
}>;

/** Everything decisions need to know about the one who acts. The caller supplies the facts; nothing is looked up. */
export interface Subject {
  readonly personId: string;
  /** `unknown`: no such person on this site. */
  readonly status: 'active' | 'disabled' | 'unknown';
  readonly statusMark?: Mark;
  /** `none` where the question is not about a sign-in, e.g. what a person could do once signed in. */
  readonly session: 'valid' | 'ended' | 'locked' | 'none';
  readonly assignments: readonly Assignment[];
  readonly assignmentsFacet?: FacetReference;
  /** Projects of the person's own record, and since when and by whom they are linked to them. */
  readonly projectIds: readonly string[];
  readonly projectLinks?: Readonly<Record<string, Mark>>;
  readonly groupIds: readonly string[];
  /** The person's facet: status, projects and groups were read there. */
  readonly facet?: FacetReference;
  /** Who really acts, where somebody acts as though logged in as this person (AUT-61). */
  readonly impersonator?: Subject;
}

/** The record an action is about, as the caller knows it (SCOPE-2). */
export interface RecordFacts {
  /** The project it belongs to; `null` says that it belongs to none. */
  readonly project?: ProjectFacts | null;
  readonly properties?: Properties;
  /** The system needs this record, e.g. the Template Project (AUT-05). */
  readonly systemRequired?: boolean;
}

/** May this one do that, with this record? */
export type AccessRequest = Readonly<{
  subject: Subject;
  action: Action;
  record?: RecordFacts;
  /** Ids of people, projects and roles → what people call them; only explanations read it. */
  names?: Readonly<Record<string, string>>;
}>;

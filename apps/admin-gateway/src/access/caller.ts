import type { Action, Decision, Policy, RecordFacts, Subject } from '@rollcall/permission-engine';

/** Who signed in. */
export interface Caller {
  readonly accountId: string;
  readonly sessionId: string;
  /** A browser's cookie session, or a program's bearer token. */
  readonly kind: 'browser' | 'token';
  readonly startedAt: string;
  readonly expiresAt: string;
  readonly mustChangePassword: boolean;
}

/** A caller as a person of one site. */
export interface Member {
  readonly caller: Caller;
  readonly siteId: string;
  readonly teamId: string;
  readonly personId: string;
  readonly subject: Subject;
  /** Every role of the site, held or not. */
  readonly policy: Policy;
  /** Decides by the roles held. A question that needs more of a record than is known is a no. */
  readonly decide: (action: Action, record?: RecordFacts) => Decision | undefined;
  /** Whether they may; without a record, for things in projects: in any project at all. */
  readonly may: (action: Action, record?: RecordFacts) => boolean;
}

import type { Party } from '@rollcall/event-sourcing';

/** Something that happened, as facets mark it: since when, by whom, and the recorded event to look it up by. */
export type Occurrence = Readonly<{ eventId: string; at: Date; by: Party }>;

/** What the site says about one person. */
export type PersonView = Readonly<{
  status: 'active' | 'disabled';
  /** Whether a try at activating the person is still open; while it is, nothing about the person counts as drift. */
  attemptOpen: boolean;
  /** What gave the person this status: `PersonActivated`, `PersonDisabled`, or `PersonCreated` when never active. */
  because: Occurrence;
}>;

/**
 * How a person came to be linked to a second account while the first is still open (IDN-49, IDN-50). Absent again once
 * the two are merged or the earlier one is closed.
 */
export type TwinView = Readonly<{
  madeBy: 'site-edit' | 'late-enable';
  /** `PersonEmailChanged` (site edit) or `AccountEmailChanged` (late enable); absent where it has not arrived yet. */
  cause?: Occurrence;
  /** `AccountCreated` of the later account, the one that is linked. */
  created: Occurrence;
}>;

/**
 * What identity says about the account behind one person. Locks, invitations and email addresses are not asked for:
 * a locked account, a Pending link and an email change on its way to the site are no drift, whatever their values.
 */
export type AccountView =
  | Readonly<{ state: 'linked'; link: 'Pending' | 'Created'; twin?: TwinView }>
  /** The linked account was closed. */
  | Readonly<{ state: 'closed'; because: Occurrence }>
  /** No account is linked; `because` when one was and the link ended. */
  | Readonly<{ state: 'none'; because?: Occurrence }>;

/**
 * What licensing says about the seat of the linked account or, without a link, of the account with the person's email.
 * `not-needed`: the site's seats are not the team's (trial, educational, metered).
 */
export type SeatView =
  | Readonly<{ state: 'not-needed' }>
  /** `because` when there was a seat and it ended. */
  | Readonly<{ state: 'none'; because?: Occurrence }>
  | Readonly<{
      state: 'held';
      /** Some site of the team has an active person of this account, or one whose activation attempt is open. */
      inUse: boolean;
      because: Occurrence;
    }>;

/** One person as the three services see it. */
export type Views = Readonly<{ person: PersonView; account: AccountView; seat: SeatView }>;

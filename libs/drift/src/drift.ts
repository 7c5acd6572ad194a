import type { Party } from '@rollcall/event-sourcing';
import type { Occurrence } from './views.js';

/** In the order in which they are looked for; the first that fits counts (DGN-12). */
export const driftKinds = [
  'account-closed',
  'account-missing',
  'twin-by-site-edit',
  'twin-by-late-enable',
  'seat-missing',
  'seat-held-while-disabled',
] as const;

/** How identity, seat and site status disagree about one person (DGN-12). */
export type DriftKind = (typeof driftKinds)[number];

/** The status a person should have for the disagreement to end; `inactive` is the tool's word for `disabled` (K15). */
export type Suggestion = 'active' | 'inactive';

/** One row of the list of un-synced people (DGN-06, DGN-12). */
export type Drift = Readonly<{
  kind: DriftKind;
  suggestion: Suggestion;
  /** The two accounts of a twin can be merged instead (IDN-50). */
  repairable: boolean;
  /** When the last of the facts in `evidence` came about: before it, nothing disagreed. */
  since: Date;
  /** Who brought it about: of the evidence the latest by a user, otherwise the latest at all. */
  by: Party;
  /** Oldest first, never empty. */
  evidence: readonly Occurrence[];
}>;

import type { Message } from '@rollcall/event-sourcing';
import type { Scope } from './assignments.events.js';

/** A role with the projects it reaches. */
export type Assigned = Readonly<{ roleId: string; scope: Scope }>;

/** What can be asked of the roles of one person. */
export type AssignmentsCommand =
  /** Their first role on the site (STO-5). */
  | Message<'AssignFirst', Readonly<{ personId: string; siteId: string; requestedRoleId?: string }> & Assigned>
  /** The whole set; what is not in it is taken away. */
  | Message<'ChangeAssignments', { wanted: readonly Assigned[]; single: boolean }>;

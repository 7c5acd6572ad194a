import type { Message, StreamVersion } from '@rollcall/event-sourcing';
import type { Scope } from './assignments.events.js';

/** A role with the projects it reaches. */
export type Assigned = Readonly<{ roleId: string; scope: Scope }>;

/** What can be asked of the roles of one person. */
export type AssignmentsCommand =
  /** They are on a site, with their first role (STO-5). */
  | Message<
      'Enter',
      {
        personId: string;
        siteId: string;
        active: boolean;
        personVersion: StreamVersion;
        first: Assigned;
        requestedRoleId?: string;
      }
    >
  | Message<'NoteStatus', { active: boolean; personVersion: StreamVersion }>
  /** The whole set; what is not in it is taken away. */
  | Message<'ChangeAssignments', { wanted: readonly Assigned[]; single: boolean }>;

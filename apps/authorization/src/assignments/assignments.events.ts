import { type Message, streamName, type StreamName } from '@rollcall/event-sourcing';

/** The projects one role reaches; sites with one role a person keep it closed and empty (K8). */
export type Scope = Readonly<{ allOpen: boolean; projectIds: readonly string[] }>;

type Which = Readonly<{ personId: string; siteId: string; roleId: string }>;

/** What happens to the roles of one person. `requestedRoleId`: another role was asked for, which cannot be given here. */
export type AssignmentsEvent =
  | Message<'RoleAssigned', Which & { scope: Scope; requestedRoleId?: string }>
  | Message<'RoleUnassigned', Which>
  | Message<'AssignmentScopeChanged', Which & { scope: Scope }>;

/** Category of {@link assignmentsStream}. */
export const assignmentsCategory = 'authorization.assignments';
/** The stream of one person's roles. */
export const assignmentsStream = (personId: string): StreamName => streamName(assignmentsCategory, personId);

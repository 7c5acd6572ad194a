import { type Message, streamName, type StreamName, type StreamVersion } from '@rollcall/event-sourcing';

/** The projects one role reaches; sites with one role a person keep it closed and empty (K8). */
export type Scope = Readonly<{ allOpen: boolean; projectIds: readonly string[] }>;

type Whose = Readonly<{ personId: string; siteId: string }>;

/** What happens to the roles of one person, and what was heard of that person (`personVersion`: KRN-04). */
export type AssignmentsEvent =
  | Message<'HolderEntered', Whose & { active: boolean; personVersion: StreamVersion }>
  | Message<'HolderActivated', { personVersion: StreamVersion }>
  | Message<'HolderDisabled', { personVersion: StreamVersion }>
  /** `requestedRoleId`: another role was asked for, which cannot be given here. */
  | Message<'RoleAssigned', Whose & { roleId: string; scope: Scope; requestedRoleId?: string }>
  | Message<'RoleUnassigned', Whose & { roleId: string }>
  | Message<'AssignmentScopeChanged', Whose & { roleId: string; scope: Scope }>;

/** Category of {@link assignmentsStream}. */
export const assignmentsCategory = 'authorization.assignments';
/** The stream of one person's roles. */
export const assignmentsStream = (personId: string): StreamName => streamName(assignmentsCategory, personId);

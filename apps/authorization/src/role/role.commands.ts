import type { Message } from '@rollcall/event-sourcing';
import type { RoleContent } from './role.events.js';

/** What can be asked of a role. */
export type RoleCommand =
  | Message<'CreateRole', RoleContent>
  | Message<'RenameRole', { name: string }>
  | Message<'DescribeRole', { description: string }>
  | Message<'EnableRole', Record<string, never>>
  | Message<'DisableRole', Record<string, never>>
  | Message<'ChangePermissions', { changes: readonly { path: string; to: boolean | null }[] }>
  | Message<'MakeDefault', Record<string, never>>
  | Message<'MakeOrdinary', Record<string, never>>;

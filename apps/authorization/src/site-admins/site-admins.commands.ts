import type { Message } from '@rollcall/event-sourcing';

/** What can be asked of a site's Admins. `at` is the command's time. */
export type SiteAdminsCommand =
  | Message<'Join', { personId: string }>
  /** They lose the role: refused for the last one. */
  | Message<'StepDown', { personId: string; at: Date }>
  /** They were disabled already: a fact, never refused. */
  | Message<'Leave', { personId: string }>
  /** Somebody is about to disable them. */
  | Message<'ReserveLeave', { personId: string; at: Date }>;

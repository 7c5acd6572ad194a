import type { Message } from '@rollcall/event-sourcing';

/** What can be asked of the circle; whether somebody may leave is decided in `admin-circle.ts`. */
export type SiteAdminsCommand = Message<'Join', { personId: string }> | Message<'Leave', { personId: string }>;

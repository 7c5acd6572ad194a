import type { Message } from '@rollcall/event-sourcing';
import type { AccessModel } from '@rollcall/permission-engine';

/** What can be asked of a site's access. */
export type SiteCommand =
  | Message<'OpenSiteAccess', { siteId: string; accessModel: AccessModel }>
  | Message<'TakeRoleName', { roleId: string; name: string }>
  | Message<'ChangeDefaultRole', { roleId: string }>;

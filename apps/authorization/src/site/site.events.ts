import { type Message, streamName, type StreamName } from '@rollcall/event-sourcing';
import type { AccessModel } from '@rollcall/permission-engine';

/** What authorization knows of a site: how access works there, its roles' names, and the role of newcomers. */
export type SiteEvent =
  | Message<'SiteAccessOpened', { siteId: string; accessModel: AccessModel }>
  | Message<'RoleNameTaken', { roleId: string; name: string }>
  | Message<'DefaultRoleChanged', { roleId: string; previous?: string }>;

/** Category of {@link siteStream}. */
export const siteCategory = 'authorization.site';
/** The stream of a site's access. */
export const siteStream = (siteId: string): StreamName => streamName(siteCategory, siteId);

import { type Command, isRejection, reject, type Rejection, type Write, writes } from '@rollcall/event-sourcing';
import { siteDecider } from '../site/site.decider.js';
import { siteStream } from '../site/site.events.js';
import { defaultCalled, defaultsVersion } from './defaults/role-defaults.js';
import type { RoleDefault } from './defaults/role-default.js';
import type { RoleCommand } from './role.commands.js';
import { roleDecider, type RoleState } from './role.decider.js';
import { roleStream, type RoleContent } from './role.events.js';

/** What a new role is given beside its template. */
export type NewRole = Readonly<{ roleId: string; siteId: string; name: string; description: string; template: string }>;

/** What may be edited of a role beside its permissions. */
export type RoleEdit = Readonly<{ name?: string | undefined; description?: string | undefined }>;

/** Everything about a role that is made from a stored default. */
export const contentFrom = (
  from: RoleDefault,
  role: Omit<NewRole, 'template'>,
  systemRequired = false,
): RoleContent => ({
  ...from,
  ...role,
  defaultsVersion,
  systemRequired,
});

/** Creates a role with its template's defaults (AUT-13). Rejects `unknown-template` and what role and site say. */
export const createRole = (role: NewRole): Command => ({
  addressed: roleStream(role.roleId),
  decide: (get) => {
    const template = defaultCalled(role.template);
    if (!template) return reject('unknown-template', `There is no default called ${role.template}.`);
    const { roleId, siteId, name } = role;
    const content = contentFrom(template, role);
    const site = siteStream(siteId);
    return writes(
      [site, siteDecider.decide({ type: 'TakeRoleName', data: { roleId, name } }, get(siteDecider, site))],
      [
        roleStream(roleId),
        roleDecider.decide({ type: 'CreateRole', data: content }, get(roleDecider, roleStream(roleId))),
      ],
    );
  },
});

/** Gives a role another name, its own on the site, another description, or both (AUT-14). */
export const editRole = (siteId: string, roleId: string, edit: RoleEdit): Command => ({
  addressed: roleStream(roleId),
  decide: (get) => {
    const stream = roleStream(roleId);
    const role = onSite(get(roleDecider, stream), siteId);
    if (isRejection(role)) return role;
    const { name, description } = edit;
    const site = siteStream(siteId);
    const renamed = (newName: string): readonly Write[] => [
      [site, siteDecider.decide({ type: 'TakeRoleName', data: { roleId, name: newName } }, get(siteDecider, site))],
      [stream, roleDecider.decide({ type: 'RenameRole', data: { name: newName } }, role)],
    ];
    const described = (text: string): readonly Write[] => [
      [stream, roleDecider.decide({ type: 'DescribeRole', data: { description: text } }, role)],
    ];
    return writes(
      ...(name === undefined ? [] : renamed(name)),
      ...(description === undefined ? [] : described(description)),
    );
  },
});

/** Asks something of one role of this site; a role of another site is not found. */
export const askRole = (siteId: string, roleId: string, command: RoleCommand): Command => ({
  addressed: roleStream(roleId),
  decide: (get) => {
    const role = onSite(get(roleDecider, roleStream(roleId)), siteId);
    return isRejection(role) ? role : writes([roleStream(roleId), roleDecider.decide(command, role)]);
  },
});

/** Makes a role the one newcomers get (AUT-64); the one before is ordinary again. */
export const changeDefaultRole = (siteId: string, roleId: string): Command => ({
  addressed: siteStream(siteId),
  decide: (get) => {
    const site = get(siteDecider, siteStream(siteId));
    const changed = siteDecider.decide({ type: 'ChangeDefaultRole', data: { roleId } }, site);
    if (isRejection(changed) || changed.length === 0) return isRejection(changed) ? changed : new Map();
    const previous = site.status === 'open' ? site.defaultRoleId : undefined;
    const tell = (id: string, type: 'MakeDefault' | 'MakeOrdinary') =>
      [roleStream(id), roleDecider.decide({ type, data: {} }, get(roleDecider, roleStream(id)))] as const;
    return writes(
      [siteStream(siteId), changed],
      tell(roleId, 'MakeDefault'),
      ...(previous === undefined ? [] : [tell(previous, 'MakeOrdinary')]),
    );
  },
});

const onSite = (role: RoleState, siteId: string): RoleState | Rejection =>
  role.status !== 'missing' && role.siteId === siteId ? role : reject('not-found', 'There is no such role.');

import { describe, expect, test } from '@jest/globals';
import { deciderSpecification } from '@rollcall/testing';
import { contentFrom } from './role.decisions.js';
import { roleDefaults } from './defaults/role-defaults.js';
import { roleDecider } from './role.decider.js';
import type { RoleEvent } from './role.events.js';

const { given } = deciderSpecification(roleDecider);
const content = (template: string, systemRequired = false) => {
  const from = roleDefaults.get(template);
  if (!from) throw new Error(template);
  return contentFrom(from, { roleId: 'r', siteId: 's', name: from.name, description: '' }, systemRequired);
};
const created = (template: string, systemRequired = false): RoleEvent => ({
  type: 'RoleCreated',
  data: content(template, systemRequired),
});
const change = (...changes: readonly [string, boolean | null][]) =>
  ({ type: 'ChangePermissions', data: { changes: changes.map(([path, to]) => ({ path, to })) } }) as const;

describe('AUT-12 a role', () => {
  test('AUT-13 begins with its template’s defaults, and their version is kept (AUT-16)', () => {
    given()
      .when({ type: 'CreateRole', data: content('manager') })
      .then({ type: 'RoleCreated', data: content('manager') });
    expect(content('manager')).toMatchObject({ template: 'manager', defaultsVersion: 1, rules: [] });
  });

  test('AUT-14 AUT-15 is described later, disabled and enabled again; saying it twice changes nothing', () => {
    given(created('artist'))
      .when({ type: 'DescribeRole', data: { description: 'Paints' } })
      .then({
        type: 'RoleDescribed',
        data: { description: 'Paints' },
      });
    given(created('artist')).when({ type: 'DisableRole', data: {} }).then({ type: 'RoleDisabled', data: {} });
    given(created('artist'), { type: 'RoleDisabled', data: {} })
      .when({ type: 'EnableRole', data: {} })
      .then({ type: 'RoleEnabled', data: {} });
    given(created('artist')).when({ type: 'EnableRole', data: {} }).then();
  });

  test('AUT-75 the role that runs the site stays enabled and keeps what it takes to repair it', () => {
    const admin = given(created('admin', true));
    admin.when({ type: 'DisableRole', data: {} }).thenRejected('system-required');
    for (const path of ['advanced/Access Admin Functionality', 'entity/Person/edit', 'entity/PermissionRole/edit'])
      admin.when(change([path, false])).thenRejected('system-required');
    admin.when(change(['field/Person/status/edit', false])).thenRejected('system-required');
    admin.when(change(['entity/Task/create', false])).then({
      type: 'RolePermissionsChanged',
      data: { changes: [{ path: 'entity/Task/create', from: true, to: false }] },
    });
  });

  test('AUT-64 the role newcomers get is neither disabled nor one for programs', () => {
    given(created('user'), { type: 'RoleMadeDefault', data: {} })
      .when({ type: 'DisableRole', data: {} })
      .thenRejected('role-is-default');
    given(created('api')).when({ type: 'MakeDefault', data: {} }).thenRejected('role-not-for-people');
    given(created('user'), { type: 'RoleDisabled', data: {} })
      .when({ type: 'MakeDefault', data: {} })
      .thenRejected('role-disabled');
  });
});

describe('a save of the Permissions page', () => {
  test('AUT-43 AUT-29 is one event with what really changes', () => {
    given(created('artist'))
      .when(change(['entity/Task/create', true], ['entity/Task/see', true], ['field/Asset/description/edit', null]))
      .then({
        type: 'RolePermissionsChanged',
        data: {
          changes: [
            { path: 'entity/Task/create', from: null, to: true },
            { path: 'field/Asset/description/edit', from: false, to: null },
          ],
        },
      });
    given(created('artist'))
      .when(change(['entity/Task/see', true]))
      .then();
  });

  test('AUT-28 AUT-33 AUT-34 greyed boxes cannot be changed, and say why', () => {
    const artist = given(created('artist'));
    const locked = (path: string, lock: string, to = true) =>
      artist.when(change([path, to])).thenRejected('permission-locked', { path, lock });
    locked('field/Task/status/edit', 'conditional-rule');
    locked('entity/TimeLog/edit', 'conditional-rule', false);
    locked('field/Asset/createdBy/edit', 'read-only');
    locked('field/Shot/description/edit', 'entity-edit-off');
    artist
      .when(change(['entity/Unicorn/see', true]))
      .thenRejected('unknown-permission', { path: 'entity/Unicorn/see' });
  });

  test('AUT-32 opening a type and one of its fields works in one save', () => {
    given(created('artist'))
      .when(change(['field/Shot/description/edit', true], ['entity/Shot/edit', true]))
      .then({
        type: 'RolePermissionsChanged',
        data: {
          changes: [
            { path: 'field/Shot/description/edit', from: null, to: true },
            { path: 'entity/Shot/edit', from: null, to: true },
          ],
        },
      });
  });
});

import { expect, test } from '@jest/globals';
import {
  actionOf,
  advancedPermissions,
  compileRole,
  entityTypes,
  lockOf,
  type PermissionPath,
  pathOf,
  rights,
  standardCatalogue,
  unknownIn,
} from './index.js';

const artist = compileRole({
  roleId: 'artist',
  name: 'Artist',
  enabled: true,
  permissions: { 'entity/Task/edit': true, 'entity/Asset/edit': false },
  rules: [{ id: 'r', governs: 'field/Task/status/edit', when: { property: 'assignees', names: 'person' } }],
});
const lock = (path: PermissionPath) => lockOf(standardCatalogue, artist, path);

test('AUT-28 AUT-33 AUT-34 a greyed box tells why: read-only, a rule, or entity edit is off', () => {
  expect(lock('field/Task/status/edit')).toBe('conditional-rule');
  expect(lock('field/Task/createdAt/edit')).toBe('read-only');
  expect(lock('field/Task/openNotesCount/edit')).toBe('read-only');
  expect(lock('field/Shot/smartCutIn/edit')).toBe('read-only');
  expect(lock('field/Asset/description/edit')).toBe('entity-edit-off');
  expect(lock('field/Task/name/edit')).toBeUndefined();
  expect(lock('field/Asset/description/see')).toBeUndefined();
  expect(lock('entity/Asset/edit')).toBeUndefined();
});

test('AUT-44 there are 19 advanced permissions, each with its own name', () => {
  expect(new Set(advancedPermissions).size).toBe(19);
});

test('AUT-21 every path of the catalogue reads back into its action; other text is no path', () => {
  const actions = [...standardCatalogue.values()].flatMap((type) => type.actions);
  for (const action of actions) expect(actionOf(standardCatalogue, pathOf(action))).toEqual(action);
  for (const no of ['', 'entity/Task', 'entity/Task/fly', 'field/Task/id', 'advanced/x', 'app/retire', 'entity/x/see'])
    expect(actionOf(standardCatalogue, no)).toBeUndefined();
});

test('SCOPE-1 the types the sources and this product name exist once, and the rights of routes are in the catalogue', () => {
  const names = entityTypes.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  const needed = ['Person', 'Group', 'Project', 'PermissionRole', 'Field', 'Seat', 'DiagnosticRun', 'AuditEntry'];
  const tracker = [
    'Delivery',
    'Cut',
    'GlobalFormattingRule',
    'WorkSchedule',
    'SavedFilter',
    'EventLogEntry',
    'TimeLog',
  ];
  expect(names).toEqual(expect.arrayContaining([...needed, 'Setting', ...tracker]));
  for (const action of Object.values(rights)) expect(unknownIn(standardCatalogue, action)).toBeUndefined();
});

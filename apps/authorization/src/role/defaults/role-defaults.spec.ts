import { describe, expect, test } from '@jest/globals';
import {
  type Action,
  advanced,
  advancedPath,
  type AdvancedPermission,
  compile,
  decide,
  exceeding,
  isUnanswerable,
  onEntity,
  onField,
  type Permissions,
  type RecordFacts,
  rights,
  actionOf,
  standardCatalogue,
} from '@rollcall/permission-engine';
import { roleDefaults, rolesToOpenWith } from './role-defaults.js';

const linked = { id: 'p', private: false };

/** What a default answers for a record of a project that Zoë is linked to. */
function answer(
  template: string,
  action: Action,
  properties: RecordFacts['properties'] = {},
  more: Permissions = {},
  project = linked,
) {
  const found = roleDefaults.get(template);
  if (!found) throw new Error(template);
  const role = { ...found, roleId: 'role', enabled: true, permissions: { ...found.permissions, ...more } };
  const answer = decide(compile({ accessModel: 'multi-role', roles: [role] }), {
    subject: {
      personId: 'zoe',
      status: 'active',
      session: 'valid',
      assignments: [{ roleId: 'role', scope: { allOpen: found.allOpen, projectIds: ['p'] } }],
      projectIds: [],
      groupIds: ['lighting'],
    },
    action,
    record: { project, properties },
  });
  return isUnanswerable(answer) ? `${answer.error} ${answer.name}` : answer.code;
}
const allows = (template: string, action: Action, properties: RecordFacts['properties'] = {}): boolean =>
  answer(template, action, properties) === 'allowed';

describe('A5 advanced permissions: who holds them by default, and the switch flips the decision', () => {
  const holders = ['admin', 'manager', 'artist', 'artist-cut-publisher', 'vendor'];
  /** One mark per holder, in their order: `x` holds it. */
  const held = (name: AdvancedPermission, marks: string) => () => {
    expect(holders.map((template) => (allows(template, advanced(name)) ? 'x' : '.')).join('')).toBe(marks);
    for (const template of holders) {
      expect(answer(template, advanced(name), {}, { [advancedPath(name)]: true })).toBe('allowed');
      expect(answer(template, advanced(name), {}, { [advancedPath(name)]: false })).toBe('advanced-permission-off');
    }
  };
  test('AUT-44 Access Admin Functionality', held('Access Admin Functionality', 'x....'));
  test('AUT-45 Show Webhooks', held('Show Webhooks', 'x....'));
  test('AUT-46 Hide and unhide fields in Projects', held('Hide and unhide fields in Projects', 'xx...'));
  test('AUT-47 Show all Action Menu Item activity', held('Show all Action Menu Item activity', 'x....'));
  test('AUT-48 Generate logs for Toolkit activity', held('Generate logs for Toolkit activity', 'xxxxx'));
  test('AUT-49 Edit global formatting', held('Edit global formatting', 'x....'));
  test('AUT-50 Edit Work Schedules', held('Edit Work Schedules', 'xx...'));
  test('AUT-51 Show "Other" menu in Project navigation', held('Show "Other" menu in Project navigation', 'xxxx.'));
  test('AUT-52 Show saved filters', held('Show saved filters', 'xxxx.'));
  test('AUT-53 Edit project navigation', held('Edit project navigation', 'xx...'));
  test('AUT-54 Create and save project pages', held('Create and save project pages', 'xx...'));
  test('AUT-55 Edit form layouts', held('Edit form layouts', 'xx...'));
  test('AUT-56 Edit built-in "Home" page', held('Edit built-in "Home" page', 'x....'));
  test(
    'AUT-57 Edit default filters and sorting in "My Tasks"',
    held('Edit default filters and sorting in "My Tasks"', 'xx...'),
  );
  test(
    'AUT-58 Set defaults for project navigation pages and entity detail pages',
    held('Set defaults for project navigation pages and entity detail pages', 'xx...'),
  );
  test(
    'AUT-59 Set defaults for shared global pages (includes people page)',
    held('Set defaults for shared global pages (includes people page)', 'x....'),
  );
  test('AUT-60 See all projects', held('See all projects', 'xx...'));
  test(
    'AUT-61 Perform action as though logged in as another user',
    held('Perform action as though logged in as another user', 'x....'),
  );
  test('AUT-62 Show the Overlay Player', held('Show the Overlay Player', 'xxxxx'));
});

describe('what the roles ship with', () => {
  const names = (accessModel: 'single-role' | 'multi-role', accountMode: 'legacy' | 'migrated') =>
    rolesToOpenWith({ accessModel, accountMode }).map(({ name }) => name);

  test('AUT-02 AUT-03 AUT-04 AUT-65 K4 roles by mode and model', () => {
    expect(names('single-role', 'legacy')).toEqual(['Admin', 'Manager', 'Artist']);
    expect(names('single-role', 'migrated')).toEqual([
      'Admin',
      'Manager',
      'Artist',
      'Artist (Cut Publisher)',
      'Vendor',
    ]);
    const five = ['Restricted user', 'User', 'Project Manager', 'Administrator', 'API'];
    expect(names('multi-role', 'migrated')).toEqual(five);
    expect(names('multi-role', 'legacy')).toEqual(five);
  });

  test('AUT-16 every path of every default is in the catalogue, and no flag stands under a rule', () => {
    for (const { template, permissions, rules } of roleDefaults.values()) {
      for (const path of [...Object.keys(permissions), ...rules.map(({ governs }) => governs)]) {
        expect([template, path, actionOf(standardCatalogue, path) !== undefined]).toEqual([template, path, true]);
      }
      for (const { governs } of rules)
        expect([template, governs, permissions[governs]]).toEqual([template, governs, undefined]);
    }
  });

  test('AUT-05 Admin and Administrator may do everything this product asks for, and all entity operations', () => {
    for (const template of ['admin', 'administrator']) {
      for (const action of Object.values(rights)) expect(answer(template, action)).toBe('allowed');
      expect(answer(template, onEntity('EventLogEntry', 'create'))).toBe('allowed');
      expect(answer(template, onEntity('AuditEntry', 'edit'))).toBe('entity-edit-off');
    }
  });

  test('AUT-09 AUT-35 Manager: no rules, configures fields, links people to projects, changes nothing else of them', () => {
    expect(roleDefaults.get('manager')?.rules).toEqual([]);
    expect(allows('manager', onEntity('Field', 'edit'))).toBe(true);
    expect(allows('manager', rights.seePeople)).toBe(true);
    expect(allows('manager', rights.linkProjects)).toBe(true);
    for (const no of [
      rights.changeStatus,
      rights.assignRole,
      rights.changeEmail,
      rights.changeCredential,
      rights.createPerson,
      rights.erasePerson,
    ])
      expect(allows('manager', no)).toBe(false);
    expect(allows('manager', onEntity('Project', 'retire'))).toBe(false);
  });

  test('AUT-77 an Artist sees no people, seats or roles, changes none; an Admin does', () => {
    for (const template of ['artist', 'artist-cut-publisher', 'vendor', 'user', 'restricted-user'])
      for (const no of [rights.seePeople, rights.createPerson, rights.accessAdmin, rights.seeRole, rights.changeStatus])
        expect([template, allows(template, no)]).toEqual([template, false]);
    expect(allows('artist', rights.seeProject)).toBe(true);
    for (const yes of [rights.seeRole, rights.createRole, rights.editRole, rights.accessAdmin])
      expect([allows('admin', yes), allows('manager', yes)]).toEqual([true, false]);
  });
});

describe('artists', () => {
  test('AUT-06 AUT-10 AUT-60 Artist and Vendor see linked projects only, Manager and Admin every one', () => {
    const sees = (template: string) => answer(template, rights.seeProject, {}, {}, { id: 'other', private: false });
    for (const template of ['artist', 'artist-cut-publisher', 'vendor', 'restricted-user'])
      expect([template, sees(template)]).toEqual([template, 'project-not-visible']);
    for (const template of ['admin', 'manager', 'administrator']) expect(sees(template)).toBe('allowed');
  });

  const edit = (type: string, field: string) => onField(type, field, 'edit');

  test('AUT-07 AUT-08 own notes, status of own tasks, own versions and tickets, linked time logs; nothing else', () => {
    expect(allows('artist', edit('Note', 'body'), { author: 'zoe' })).toBe(true);
    expect(allows('artist', edit('Note', 'body'), { author: 'ada' })).toBe(false);
    expect(allows('artist', edit('Task', 'status'), { assignees: ['ada', 'zoe'] })).toBe(true);
    expect(allows('artist', edit('Task', 'status'), { assignees: ['ada'] })).toBe(false);
    expect(allows('artist', edit('Task', 'name'), { assignees: ['zoe'] })).toBe(false);
    expect(allows('artist', edit('Version', 'description'), { createdBy: 'zoe' })).toBe(true);
    expect(allows('artist', edit('Ticket', 'title'), { createdBy: 'ada' })).toBe(false);
    expect(allows('artist', edit('TimeLog', 'duration'), { person: 'zoe', createdBy: 'ada' })).toBe(true);
    expect(allows('artist', edit('Shot', 'description'))).toBe(false);
  });

  test('AUT-07 artists add people to CC on any note, and change nothing else of it', () => {
    expect(allows('artist', edit('Note', 'cc'), { author: 'ada' })).toBe(true);
    expect(allows('artist', edit('Note', 'to'), { author: 'ada' })).toBe(false);
  });

  test('AUT-29 AUT-24 the example: ticking Task create lets Artists create tasks', () => {
    expect(answer('artist', onEntity('Task', 'create'))).toBe('entity-create-off');
    expect(answer('artist', onEntity('Task', 'create'), {}, { 'entity/Task/create': true })).toBe('allowed');
  });

  test('AUT-32 the example: ticking Asset Description opens that field and no other', () => {
    expect(answer('artist', edit('Asset', 'description'))).toBe('field-edit-off');
    const ticked = { 'field/Asset/description/edit': true };
    expect(answer('artist', edit('Asset', 'description'), {}, ticked)).toBe('allowed');
    expect(answer('artist', edit('Asset', 'status'), {}, ticked)).toBe('field-edit-off');
  });

  test('AUT-03 a Cut Publisher also creates and edits cuts', () => {
    expect(allows('artist', onEntity('Cut', 'create'))).toBe(false);
    expect(allows('artist-cut-publisher', onEntity('Cut', 'create'))).toBe(true);
    expect(allows('artist-cut-publisher', edit('CutItem', 'order'))).toBe(true);
  });
});

describe('vendors and roles of sites with several roles a person', () => {
  test('AUT-11 a vendor sees what is assigned or addressed to them, to a group of theirs, or made by them', () => {
    expect(allows('vendor', onEntity('Task', 'see'), { assignees: ['lighting'] })).toBe(true);
    expect(allows('vendor', onEntity('Task', 'see'), { assignees: ['layout'] })).toBe(false);
    expect(allows('vendor', onEntity('Shot', 'see'), { taskAssignees: ['zoe'] })).toBe(true);
    expect(allows('vendor', onEntity('Asset', 'see'), { taskAssignees: [] })).toBe(false);
    expect(allows('vendor', onEntity('Note', 'see'), { to: [], cc: ['lighting'], createdBy: 'ada' })).toBe(true);
    expect(allows('vendor', onEntity('Note', 'see'), { to: [], cc: [], createdBy: 'zoe' })).toBe(true);
    expect(allows('vendor', onEntity('Version', 'see'), { createdBy: 'ada' })).toBe(false);
    expect(answer('vendor', onEntity('Note', 'see'), { to: ['ada'] })).toBe('property-required cc');
  });

  test('AUT-64 AUT-65 A6 who changes which task status, who makes projects, who changes people', () => {
    const status = onField('Task', 'status', 'edit');
    expect(allows('restricted-user', status, { assignees: ['ada'] })).toBe(false);
    expect(allows('restricted-user', status, { assignees: ['zoe'] })).toBe(true);
    expect(allows('user', status, { assignees: ['ada'] })).toBe(true);
    expect(allows('user', onField('Task', 'name', 'edit'))).toBe(false);
    expect(allows('user', onEntity('Project', 'create'))).toBe(false);
    expect(allows('project-manager', onEntity('Project', 'retire'))).toBe(true);
    expect(allows('project-manager', onEntity('Person', 'create'))).toBe(false);
    expect(allows('administrator', onEntity('Person', 'create'))).toBe(true);
    expect(roleDefaults.get('api')?.kind).toBe('api');
  });
});

describe('SCOPE-3 nobody grants a right they lack', () => {
  const person = [...roleDefaults.values()].filter(({ kind }) => kind === 'person');
  /** Which defaults somebody with this one may give. */
  const mayGive = (template: string): readonly string[] => {
    const roles = person.map((found) => ({ ...found, roleId: found.template, enabled: true }));
    const policy = compile({ accessModel: 'single-role', roles });
    const scope = { allOpen: false, projectIds: [] };
    const giver = {
      ...({ personId: 'zoe', status: 'active', session: 'valid', projectIds: [], groupIds: [] } as const),
      assignments: [{ roleId: template, scope }],
    };
    return person
      .map((found) => found.template)
      .filter((roleId) => !exceeding(policy, giver, { roleId, allOpen: false, projects: [] }));
  };

  test('SCOPE-3 AUT-05 an Admin gives every role', () => {
    expect(mayGive('admin')).toEqual(person.map(({ template }) => template));
  });

  test('SCOPE-3 AUT-09 AUT-07 a Manager gives no Admin, an Artist no Manager, and a Vendor nobody’s role but their own', () => {
    expect(mayGive('manager')).toEqual(expect.arrayContaining(['manager', 'artist', 'artist-cut-publisher', 'vendor']));
    expect(mayGive('manager')).not.toContain('admin');
    expect(mayGive('artist')).toEqual(expect.arrayContaining(['artist']));
    for (const stronger of ['manager', 'artist-cut-publisher', 'admin'])
      expect(mayGive('artist')).not.toContain(stronger);
    expect(mayGive('vendor')).toEqual(['vendor', 'none']);
  });
});

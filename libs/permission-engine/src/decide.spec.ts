import { describe, expect, test } from '@jest/globals';
import {
  type Action,
  advanced,
  compile,
  decide,
  isUnanswerable,
  onEntity,
  onField,
  type RecordFacts,
  type Role,
  type Subject,
} from './index.js';

const role = (permissions: Role['permissions'], rules: Role['rules'] = [], roleId = 'role'): Role => ({
  roleId,
  name: roleId,
  enabled: true,
  permissions,
  rules,
});
const person: Subject = {
  personId: 'zoe',
  status: 'active',
  session: 'valid',
  assignments: [{ roleId: 'role', scope: { allOpen: false, projectIds: [] } }],
  projectIds: ['linked'],
  groupIds: ['lighting'],
};
const linked: RecordFacts = { project: { id: 'linked', private: false } };

function code(roles: readonly Role[], action: Action, record: RecordFacts = linked, subject: Partial<Subject> = {}) {
  const accessModel = (subject.assignments?.length ?? 1) > 1 ? 'multi-role' : 'single-role';
  const answer = decide(compile({ accessModel, roles }), { subject: { ...person, ...subject }, action, record });
  return isUnanswerable(answer) ? `${answer.error} ${answer.name}` : answer.code;
}

describe('entities and fields', () => {
  test('AUT-22 AUT-23 AUT-24 what nobody allowed is refused, per type and operation', () => {
    const roles = [role({ 'entity/Task/create': true })];
    expect(code(roles, onEntity('Task', 'create'))).toBe('allowed');
    expect(code(roles, onEntity('Task', 'retire'))).toBe('entity-retire-off');
    expect(code(roles, onEntity('Shot', 'create'))).toBe('entity-create-off');
    expect(code(roles, onEntity('Task', 'see'))).toBe('entity-see-off');
  });

  test('AUT-25 AUT-31 AUT-32 a field inherits, an explicit no closes it, an explicit yes does not re-open entity edit = no', () => {
    const open = { 'entity/Asset/edit': true };
    const edit = onField('Asset', 'description', 'edit');
    expect(code([role(open)], edit)).toBe('allowed');
    expect(code([role({ ...open, 'field/Asset/description/edit': false })], edit)).toBe('field-edit-off');
    const see = onField('Asset', 'description', 'see');
    const seen = { 'entity/Asset/see': true };
    expect(code([role(seen)], see)).toBe('allowed');
    expect(code([role({ ...seen, 'field/Asset/description/see': false })], see)).toBe('field-see-off');
    expect(code([role({ 'entity/Asset/edit': false, 'field/Asset/description/edit': true })], edit)).toBe(
      'entity-edit-off',
    );
  });

  test('AUT-33 AUT-05 read-only fields and what the system requires are closed to everyone', () => {
    const all = { 'entity/Project/edit': true, 'entity/Project/retire': true, 'field/Project/createdBy/edit': true };
    expect(code([role(all)], onField('Project', 'createdBy', 'edit'))).toBe('read-only');
    expect(code([role(all)], onEntity('Project', 'retire'), { ...linked, systemRequired: true })).toBe(
      'system-required',
    );
    expect(code([role(all)], onEntity('Project', 'retire'))).toBe('allowed');
  });

  test('AUT-41 seeing one type follows that type alone', () => {
    expect(code([role({ 'entity/Delivery/see': false })], onEntity('Delivery', 'see'))).toBe('entity-see-off');
  });
});

describe('rules', () => {
  const own = role({}, [
    { id: 'own', governs: 'entity/TimeLog/edit', when: { any: [{ property: 'person', names: 'person' }] } },
  ]);
  test('AUT-36 AUT-08 a rule decides per record in place of the flag', () => {
    const edit = onField('TimeLog', 'duration', 'edit');
    expect(code([own], edit, { ...linked, properties: { person: 'zoe' } })).toBe('allowed');
    expect(code([own], edit, { ...linked, properties: { person: 'ada' } })).toBe('rule-denies');
  });

  test('SCOPE-2 a property that the rule needs and the caller left out is named, never silently denied', () => {
    expect(code([own], onEntity('TimeLog', 'edit'), linked)).toBe('property-required person');
    expect(code([own], onEntity('TimeLog', 'edit'), { properties: { person: 'zoe' } })).toBe(
      'property-required project',
    );
    expect(code([own], onEntity('Nothing', 'see'))).toBe('unknown-type Nothing');
    expect(code([own], onField('TimeLog', 'colour', 'see'))).toBe('unknown-field TimeLog.colour');
  });

  test('SCOPE-2 what a later step refuses anyway needs no property', () => {
    expect(code([own], onField('TimeLog', 'id', 'edit'), linked)).toBe('read-only');
  });
});

describe('projects', () => {
  const see = onEntity('Shot', 'see');
  const permissions = { 'entity/Shot/see': true };
  const hidden: RecordFacts = { project: { id: 'hidden', private: true } };
  test('AUT-60 only linked projects, unless the role sees all', () => {
    expect(code([role(permissions)], see)).toBe('allowed');
    expect(code([role(permissions)], see, hidden)).toBe('project-not-visible');
    expect(code([role({ ...permissions, 'advanced/See all projects': true })], see, hidden)).toBe('allowed');
  });

  const both = (allOpen: boolean): Partial<Subject> => ({
    assignments: [
      { roleId: 'user', scope: { allOpen, projectIds: ['one'] } },
      { roleId: 'restricted', scope: { allOpen: false, projectIds: ['two'] } },
    ],
  });
  const roles = [
    role({ 'entity/Task/edit': true }, [], 'user'),
    role({ 'entity/Task/edit': true, 'field/Task/status/edit': false }, [], 'restricted'),
  ];
  const status = (project: string, allOpen = false, isPrivate = false): string =>
    code(roles, onField('Task', 'status', 'edit'), { project: { id: project, private: isPrivate } }, both(allOpen));

  test('AUT-66 project 1 as User, project 2 as Restricted user; the wider role left on wins', () => {
    expect(status('one')).toBe('allowed');
    expect(status('two')).toBe('field-edit-off');
    expect(status('two', true)).toBe('allowed');
  });

  test('AUT-68 AUT-70 AUT-71 AUT-72 open never includes private, closed includes only what was added', () => {
    expect(status('three', true)).toBe('allowed');
    expect(status('three', true, true)).toBe('project-not-visible');
    expect(status('one', true, true)).toBe('allowed');
    expect(status('three', false)).toBe('project-not-visible');
  });

  test('K8 what belongs to no project needs a site-wide assignment where roles have projects of their own', () => {
    const people = [role({ 'entity/Person/see': true }, [], 'user')];
    expect(code(people, onEntity('Person', 'see'), {}, both(false))).toBe('site-wide-role-required');
    expect(code(people, onEntity('Person', 'see'), {}, both(true))).toBe('allowed');
  });
});

describe('person, session, special', () => {
  const permissions = { 'entity/Task/see': true, 'advanced/Show Webhooks': true };
  test('DIR-04 IDN-22 disabled, ended and locked come before everything else', () => {
    const see = onEntity('Task', 'see');
    expect(code([role(permissions)], see, linked, { status: 'disabled' })).toBe('person-disabled');
    expect(code([role(permissions)], see, linked, { session: 'ended' })).toBe('session-ended');
    expect(code([role(permissions)], see, linked, { session: 'locked' })).toBe('session-locked');
    expect(code([role(permissions)], see, linked, { assignments: [] })).toBe('no-role');
    expect(code([{ ...role(permissions), enabled: false }], see)).toBe('role-disabled');
  });

  test('AUT-39 AUT-45 app and advanced permissions flip their own decision', () => {
    expect(code([role(permissions)], advanced('Show Webhooks'))).toBe('allowed');
    expect(code([role({})], advanced('Show Webhooks'))).toBe('advanced-permission-off');
    expect(code([role({ 'app/see': true })], { kind: 'app', operation: 'see' })).toBe('allowed');
    expect(code([role({ 'app/see': true })], { kind: 'app', operation: 'edit' })).toBe('app-edit-off');
  });

  test('AUT-61 acting as another needs the permission, and then the other’s rights count', () => {
    const support = role({ 'advanced/Perform action as though logged in as another user': true }, [], 'support');
    const roles = [role(permissions), support, role({}, [], 'plain')];
    const as = (roleId: string): Partial<Subject> => ({
      impersonator: {
        ...person,
        personId: 'sam',
        assignments: [{ roleId, scope: { allOpen: false, projectIds: [] } }],
      },
    });
    expect(code(roles, onEntity('Task', 'see'), linked, as('support'))).toBe('allowed');
    expect(code(roles, onEntity('Task', 'create'), linked, as('support'))).toBe('entity-create-off');
    expect(code(roles, onEntity('Task', 'see'), linked, as('plain'))).toBe('impersonation-off');
  });
});

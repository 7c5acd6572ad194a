import { expect, test } from '@jest/globals';
import { compile, explain, onEntity, onField, type Permissions, type Role, type Subject } from './index.js';

const artist: Role = {
  roleId: 'artist',
  name: 'Artist',
  enabled: true,
  permissions: { 'entity/Task/see': true, 'entity/Task/edit': true },
  rules: [
    { id: 'rule-1', governs: 'field/Task/status/edit', when: { any: [{ property: 'assignees', names: 'person' }] } },
  ],
};
const by = { at: '2026-05-03T09:00:00.000Z', by: { kind: 'user' as const, id: 'ada' }, eventId: 'event-1' };
const zoe: Subject = {
  personId: 'zoe',
  status: 'active',
  session: 'none',
  assignments: [{ roleId: 'artist', scope: { allOpen: false, projectIds: [] } }],
  projectIds: ['a', 'b'],
  projectLinks: { b: by },
  groupIds: [],
  facet: { source: 'directory', kind: 'person', key: 'zoe', version: 7n as never },
};
const names = { zoe: 'Zoë', ada: 'Ada', a: 'Ash, Ember & Bone', b: 'Borealis', n: 'Nightjar' };
const nightjar = { project: { id: 'n', private: false } };
const single = (permissions: Permissions = {}, enabled = true) =>
  compile({
    accessModel: 'single-role',
    roles: [{ ...artist, enabled, permissions: { ...artist.permissions, ...permissions } }],
  });

test('AUT-60 STO-7 why can’t she see Nightjar: what the role sees, what she is linked to, and what would allow it', () => {
  const answer = explain(single(), { subject: zoe, action: onEntity('Task', 'see'), record: nightjar, names });
  expect(answer).toMatchObject({
    decision: { allowed: false, code: 'project-not-visible' },
    wouldAllow: [{ kind: 'link-to-project', personId: 'zoe', projectId: 'n' }],
    text:
      'Artist sees linked projects; Zoë is linked to Ash, Ember & Bone and Borealis (since 2026-05-03, by Ada), ' +
      'not to Nightjar. Linking them would allow it.',
  });
});

test('STO-7 reasons name every step with the facet and the event behind it', () => {
  const disabled: Subject = { ...zoe, status: 'disabled', statusMark: by };
  expect(explain(single(), { subject: disabled, action: onEntity('Task', 'see'), record: nightjar, names })).toEqual({
    decision: {
      allowed: false,
      code: 'person-disabled',
      reasons: [{ step: 'person', code: 'person-disabled', facet: zoe.facet, mark: by }],
    },
    wouldAllow: [
      { kind: 'activate-person', personId: 'zoe' },
      { kind: 'link-to-project', personId: 'zoe', projectId: 'n' },
    ],
    text: 'Zoë is disabled on this site (since 2026-05-03, by Ada). Activating them and linking them would allow it.',
  });
});

test('AUT-60 a yes tells what it rests on', () => {
  const record = { project: { id: 'b', private: true } };
  expect(explain(single(), { subject: zoe, action: onEntity('Task', 'see'), record, names })).toEqual({
    decision: expect.objectContaining({ allowed: true }),
    text: 'Artist may see Task. Artist sees linked projects; Zoë is linked to Borealis (since 2026-05-03, by Ada).',
  });
});

test('AUT-36 a rule’s no tells the rule in words and offers nothing', () => {
  const record = { project: { id: 'a', private: false }, properties: { assignees: ['someone else'] } };
  expect(explain(single(), { subject: zoe, action: onField('Task', 'status', 'edit'), record, names })).toMatchObject({
    decision: { code: 'rule-denies', reasons: expect.arrayContaining([expect.objectContaining({ ruleId: 'rule-1' })]) },
    text: 'Artist may edit the field status of Task only when it is assigned to them.',
  });
});

test('AUT-66 AUT-70 with several roles the answer speaks of each, and private is said where it matters', () => {
  const user: Role = { ...artist, roleId: 'user', name: 'User' };
  const policy = compile({ accessModel: 'multi-role', roles: [artist, user] });
  const assignments = [
    { roleId: 'artist', scope: { allOpen: false, projectIds: [] } },
    { roleId: 'user', scope: { allOpen: true, projectIds: ['a'] } },
  ];
  const record = { project: { id: 'n', private: true } };
  const request = { subject: { ...zoe, assignments }, action: onEntity('Task', 'see'), record, names };
  expect(explain(policy, request)).toMatchObject({
    decision: { code: 'project-not-visible' },
    text:
      'Artist sees linked projects; Zoë is linked to no project, not to Nightjar. ' +
      'User sees open projects and those linked; Zoë is linked to Ash, Ember & Bone, not to Nightjar, which is private. ' +
      'Adding Nightjar to their role Artist would allow it.',
  });
});

test('AUT-15 AUT-22 a disabled role and a switched-off operation say so, with both changes', () => {
  const policy = single({ 'entity/Task/see': false }, false);
  const record = { project: { id: 'a', private: false } };
  expect(explain(policy, { subject: zoe, action: onEntity('Task', 'see'), record, names })).toMatchObject({
    text: 'The role Artist is disabled. Enabling the role Artist and allowing Artist “entity/Task/see” would allow it.',
  });
});

import { expect, test } from '@jest/globals';
import {
  type Assignment,
  isSame,
  offeredTo,
  widerThan,
  withoutRole,
  withRole,
  withScope,
} from './assignments-draft.js';

const role = (roleId: string, allOpen = false, ...projectIds: string[]): Assignment => ({
  roleId,
  scope: { allOpen, projectIds },
});
const projects = [
  { id: 'open', private: false, archived: false },
  { id: 'private', private: true, archived: false },
  { id: 'archived', private: true, archived: true },
];

test('AUT-67 roles are added, removed and limited in a draft; the same again is no change', () => {
  const held = [role('user', true)];
  const more = withRole(held, 'restricted');
  expect(more).toEqual([role('user', true), role('restricted')]);
  expect(withRole(more, 'user')).toBe(more);
  expect(withScope(more, 'restricted', { projectIds: ['open'] })[1]).toEqual(role('restricted', false, 'open'));
  expect(withScope(more, 'user', { allOpen: false })[0]).toEqual(role('user'));
  expect(withoutRole(more, 'user')).toEqual([role('restricted')]);
  expect(held).toEqual([role('user', true)]);
});

test('AUT-71 with All Open Projects only private ones are offered, without it every one, and always those held', () => {
  expect(offeredTo(role('user', true), projects)).toEqual(['private']);
  expect(offeredTo(role('user'), projects)).toEqual(['open', 'private']);
  expect(offeredTo(role('user', true, 'open', 'archived'), projects)).toEqual(['private', 'open', 'archived']);
});

test('AUT-66 a role that reaches all open projects wins over one that does not, and is named', () => {
  const all = [role('user', true), role('restricted', false, 'open'), role('lead', true)];
  expect(widerThan(all[1]!, all)).toEqual(['user', 'lead']);
  expect(widerThan(all[0]!, all)).toEqual([]);
});

test('AUT-67 the order of roles and projects is no difference', () => {
  expect(isSame([role('a', false, 'p', 'q'), role('b')], [role('b'), role('a', false, 'q', 'p')])).toBe(true);
  expect(isSame([role('a')], [role('a', true)])).toBe(false);
  expect(isSame([role('a')], [])).toBe(false);
});

import { test } from '@jest/globals';
import { projectionSpecification } from '@rollcall/testing';
import { type AssignmentsEvent, assignmentsStream } from '../assignments/assignments.events.js';
import { assignmentList, type AssignmentListRow } from './assignment-list.projection.js';

const { given } = projectionSpecification<AssignmentListRow, AssignmentsEvent>(assignmentList);
const scope = { allOpen: false, projectIds: [] };
const held = (roleId: string, eventId: string, projectIds: string[] = []) => ({
  roleId,
  scope: { allOpen: false, projectIds },
  mark: { at: '2026-01-05T09:00:00.000Z', by: { kind: 'system' as const, id: 'projection-specification' }, eventId },
});
const zoe = { stream: assignmentsStream('zoe') };
const which = { personId: 'zoe', siteId: 's' };
const max = { personId: 'max', siteId: 's' };

test('KRN-07 AUT-66 the list holds what each person holds now', () =>
  given(
    { ...zoe, type: 'RoleAssigned', data: { ...which, roleId: 'a', scope } },
    { stream: assignmentsStream('max'), type: 'RoleAssigned', data: { ...max, roleId: 'a', scope } },
    { ...zoe, type: 'RoleAssigned', data: { ...which, roleId: 'b', scope } },
    { ...zoe, type: 'RoleUnassigned', data: { ...which, roleId: 'a' } },
    {
      ...zoe,
      type: 'AssignmentScopeChanged',
      data: { ...which, roleId: 'b', scope: { allOpen: false, projectIds: ['p'] } },
    },
  ).then({
    zoe: { ...which, assignments: [held('b', 'event-4', ['p'])] },
    max: { ...max, assignments: [held('a', 'event-1')] },
  }));

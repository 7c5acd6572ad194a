import { expect, test } from '@jest/globals';
import { violation } from '@rollcall/contracts';
import { type Decider, streamVersion } from '@rollcall/event-sourcing';
import { type History, historyOf, recordHistory, relaySpecification } from '@rollcall/testing';
import fc from 'fast-check';
import { assignmentsDecider } from '../assignments/assignments.decider.js';
import type { AssignmentsCommand } from '../assignments/assignments.commands.js';
import { type AssignmentsEvent, assignmentsStream } from '../assignments/assignments.events.js';
import { roleDefaults } from '../role/defaults/role-defaults.js';
import type { RoleCommand } from '../role/role.commands.js';
import { roleDecider } from '../role/role.decider.js';
import { contentFrom } from '../role/role.decisions.js';
import { type RoleEvent, roleStream } from '../role/role.events.js';
import { authorizationRelay } from './authorization.relay.js';

const none = fc.constant({});
const roleHistories = fc
  .tuple(
    fc.constantFrom(...roleDefaults.values()),
    fc.array(
      fc.oneof(
        fc.record({ type: fc.constant('RenameRole' as const), data: fc.record({ name: fc.constantFrom('A', 'B') }) }),
        fc.record({
          type: fc.constant('DescribeRole' as const),
          data: fc.record({ description: fc.constantFrom('', 'x') }),
        }),
        fc.record({
          type: fc.constantFrom('EnableRole', 'DisableRole', 'MakeDefault', 'MakeOrdinary'),
          data: none,
        }),
        fc.record({
          type: fc.constant('ChangePermissions' as const),
          data: fc.record({
            changes: fc.array(
              fc.record({
                path: fc.constantFrom('entity/Task/create', 'entity/Shot/edit', 'field/Shot/name/edit', 'app/see'),
                to: fc.constantFrom(true, false, null),
              }),
            ),
          }),
        }),
      ) as fc.Arbitrary<RoleCommand>,
    ),
  )
  .map(([from, commands]) => {
    const data = contentFrom(from, { roleId: 'r', siteId: 's', name: from.name, description: '' });
    return historyOf(roleDecider, roleStream('r'), [{ type: 'CreateRole', data }, ...commands]);
  });

const scope = fc.record({ allOpen: fc.boolean(), projectIds: fc.subarray(['p', 'q']) });
const assigned = fc.record({ roleId: fc.constantFrom('a', 'b', 'c'), scope });
const assignmentHistories = fc
  .tuple(assigned, fc.array(fc.record({ wanted: fc.array(assigned, { maxLength: 3 }), single: fc.boolean() })))
  .map(([first, changes]) =>
    historyOf<unknown, AssignmentsCommand, AssignmentsEvent>(
      assignmentsDecider as Decider<unknown, AssignmentsCommand, AssignmentsEvent>,
      assignmentsStream('zoe'),
      [
        { type: 'AssignFirst', data: { personId: 'zoe', siteId: 's', ...first } },
        ...changes.map((data) => ({ type: 'ChangeAssignments' as const, data })),
      ],
    ),
  );
const histories = fc.oneof(roleHistories, assignmentHistories) as fc.Arbitrary<History<RoleEvent | AssignmentsEvent>>;

relaySpecification(authorizationRelay, histories);

test('KRN-09 what is published keeps its contract, facet included', () => {
  fc.assert(
    fc.property(histories, ({ stream, events }) => {
      const kind = stream.startsWith('authorization.role-') ? 'role' : 'assignments';
      const fold = authorizationRelay.facets[kind]!;
      let state = fold.initial;
      for (const event of recordHistory(stream, events)) {
        state = fold.evolve(state as never, event as never);
        const { type, data } = authorizationRelay.publish[event.type]!(event as never, state as never);
        const facet = { source: 'authorization', kind, key: 'k', version: streamVersion(0), state };
        expect(violation({ type, data, facet })).toBeUndefined();
      }
    }),
  );
});

import fc from 'fast-check';
import {
  type AccessModel,
  type AccessRequest,
  type Action,
  advanced,
  catalogueOf,
  type Condition,
  type RecordFacts,
  type Role,
  type Subject,
} from '../src/index.js';

/** A small site: one type in projects, one beside them, two fields that may be edited and one that may not. */
export const catalogue = catalogueOf([
  { name: 'Task', belongsTo: 'project', fields: ['status', 'name'], readOnly: ['id'] },
  { name: 'Person', belongsTo: 'site', fields: ['status'], readOnly: ['id'] },
]);
/** Every action of the small site. */
export const actions: readonly Action[] = [
  ...[...catalogue.values()].flatMap((type) => type.actions),
  advanced('Access Admin Functionality'),
  { kind: 'app', operation: 'edit' },
];
const paths = [
  'entity/Task/see',
  'entity/Task/create',
  'entity/Task/edit',
  'entity/Task/retire',
  'entity/Person/see',
  'entity/Person/edit',
  'field/Task/status/edit',
  'field/Task/name/edit',
  'field/Task/status/see',
  'field/Task/id/edit',
  'field/Person/status/edit',
  'app/edit',
  'advanced/Access Admin Functionality',
  'advanced/See all projects',
] as const;
const governed = ['entity/Task/see', 'entity/Task/edit', 'field/Task/status/edit', 'field/Task/name/edit'] as const;

/** The person who asks, their groups, and the projects there are. */
export const me = 'person-1';
const ids = { projects: ['p1', 'p2', 'p3'], groups: ['g1', 'g2'] };

const leaf: fc.Arbitrary<Condition> = fc.oneof(
  fc.record({
    property: fc.constantFrom('createdBy', 'assignees', 'project'),
    names: fc.constantFrom('person', 'group', 'project'),
  }),
  fc.constantFrom('status', 'name').map((editing) => ({ editing })),
);
const condition: fc.Arbitrary<Condition> = fc.oneof(
  leaf,
  fc.array(leaf, { maxLength: 3 }).map((any) => ({ any })),
  fc.array(leaf, { maxLength: 3 }).map((all) => ({ all })),
);

const mostly = <T>(usual: T, ...others: readonly T[]): fc.Arbitrary<T> =>
  fc.oneof({ weight: 4, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: fc.constantFrom(...others) });

const roleOf = (roleId: string): fc.Arbitrary<Role> =>
  fc.record({
    roleId: fc.constant(roleId),
    name: fc.constant(`Role ${roleId}`),
    enabled: mostly(true, false),
    permissions: fc
      .tuple(...paths.map((path) => mostly(true, false, undefined).map((flag) => [path, flag] as const)))
      .map((flags) =>
        Object.fromEntries(flags.filter((flag): flag is [(typeof paths)[number], boolean] => flag[1] !== undefined)),
      ),
    rules: fc
      .uniqueArray(fc.tuple(fc.constantFrom(...governed), condition), {
        selector: ([path]) => path,
        minLength: 1,
        maxLength: 3,
      })
      .map((rules) => rules.map(([governs, when]) => ({ id: `rule of ${governs}`, governs, when }))),
  });

const subject: fc.Arbitrary<Subject> = fc.record({
  personId: fc.constant(me),
  status: mostly('active', 'disabled', 'unknown'),
  session: mostly('valid', 'none', 'ended', 'locked'),
  assignments: fc.uniqueArray(
    fc.record({
      roleId: fc.constantFrom('r1', 'r2', 'r1', 'r2', 'gone'),
      scope: fc.record({ allOpen: fc.boolean(), projectIds: fc.subarray(ids.projects) }),
    }),
    { selector: ({ roleId }) => roleId, maxLength: 3 },
  ),
  projectIds: fc.subarray(ids.projects),
  groupIds: fc.subarray(ids.groups),
});

const toldRecord: fc.Arbitrary<RecordFacts> = fc.record(
  {
    project: fc.option(fc.record({ id: fc.constantFrom(...ids.projects), private: fc.boolean() })),
    properties: fc.record(
      {
        createdBy: fc.constantFrom(me, 'person-2'),
        assignees: fc.subarray([me, 'person-2', ...ids.groups]),
        project: fc.constantFrom(...ids.projects),
      },
      { requiredKeys: [] },
    ),
    systemRequired: fc.boolean(),
  },
  { requiredKeys: ['properties'] },
);

/** A record of the small site; any of its facts may have been left out, or all of its properties. */
const record = fc.oneof(
  { weight: 2, arbitrary: toldRecord },
  { weight: 1, arbitrary: toldRecord.map((told) => ({ ...told, properties: {} })) },
);

/** A site with a question about it. */
export interface Case {
  readonly accessModel: AccessModel;
  readonly roles: readonly Role[];
  readonly request: AccessRequest & { readonly record: RecordFacts };
}

/** Random sites, people, actions and records. */
export const cases: fc.Arbitrary<Case> = fc.record({
  accessModel: fc.constantFrom('single-role', 'multi-role'),
  roles: fc.tuple(roleOf('r1'), roleOf('r2')),
  request: fc.record({ subject, action: fc.constantFrom(...actions), record }),
});

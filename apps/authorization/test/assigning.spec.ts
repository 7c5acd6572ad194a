import { describe, expect, test } from '@jest/globals';
import { DependencyAway, streamVersion } from '@rollcall/event-sourcing';
import { type Action, compile, decide, isUnanswerable, rights, type Subject } from '@rollcall/permission-engine';
import { assignmentsDecider } from '../src/assignments/assignments.decider.js';
import { changeAssignments } from '../src/assignments/assignments.decisions.js';
import { assignmentsStream } from '../src/assignments/assignments.events.js';
import { roleDecider } from '../src/role/role.decider.js';
import { askRole, changeDefaultRole, createRole } from '../src/role/role.decisions.js';
import { roleStream } from '../src/role/role.events.js';
import { reserveLeave } from '../src/site-admins/site-admins.decisions.js';
import { authorizationInMemory } from './authorization-in-memory.js';

const closed = { allOpen: false, projectIds: [] };
const nobody: Subject = {
  personId: 'p',
  status: 'active',
  session: 'none',
  assignments: [],
  projectIds: [],
  groupIds: [],
};
const at = new Date('2026-02-01T00:00:00Z');
const rejected = (code: string) => ({ ok: false, rejection: expect.objectContaining({ rejected: code }) });

async function onSite(accessModel: 'single-role' | 'multi-role' = 'single-role') {
  const authorization = authorizationInMemory();
  await authorization.tellSite({ accessModel });
  const role = (template: string) => authorization.roleId('montreal', template);
  const held = async (personId: string) => {
    const state = await authorization.read(assignmentsDecider, assignmentsStream(personId));
    return state.status === 'given' ? state.held : [];
  };
  const put = (personId: string, ...templates: readonly string[]) =>
    authorization.ask(
      changeAssignments({
        siteId: 'montreal',
        personId,
        wanted: templates.map((template) => ({ roleId: role(template), scope: closed })),
        at,
      }),
    );
  const admin = async (personId: string) => {
    await authorization.tellPerson({ personId, happened: 'created', version: 0, requestedRoleId: role('admin') });
    await authorization.tellPerson({ personId, happened: 'activated', version: 1, requestedRoleId: role('admin') });
  };
  return { ...authorization, role, held, put, admin };
}

describe('the first role', () => {
  test('STO-5 AUT-64 is the one asked for, else the site’s default', async () => {
    const { tellPerson, held, role } = await onSite();
    await tellPerson({ personId: 'zoe', happened: 'created', version: 0, requestedRoleId: role('manager') });
    await tellPerson({ personId: 'max', happened: 'created', version: 0 });
    expect(await held('zoe')).toEqual([{ roleId: role('manager'), scope: closed }]);
    expect(await held('max')).toEqual([{ roleId: role('artist'), scope: closed }]);
  });

  test('STO-5 AUT-73 falls back to the default when it is unknown, another site’s, or for programs', async () => {
    const { tellSite, tellPerson, held, role, roleId } = await onSite('multi-role');
    await tellSite({ siteId: 'mumbai' });
    const asked = ['nothing', roleId('mumbai', 'admin'), role('api')];
    for (const [index, requestedRoleId] of asked.entries()) {
      await tellPerson({ personId: `p${index}`, happened: 'created', version: 0, requestedRoleId });
      expect(await held(`p${index}`)).toMatchObject([{ roleId: role('user') }]);
    }
  });

  test('STO-5 a disabled role is given as asked: it allows nothing until it is enabled', async () => {
    const { ask, tellPerson, held, role } = await onSite();
    await ask(askRole('montreal', role('vendor'), { type: 'DisableRole', data: {} }));
    await tellPerson({ personId: 'zoe', happened: 'created', version: 0, requestedRoleId: role('vendor') });
    expect(await held('zoe')).toMatchObject([{ roleId: role('vendor') }]);
  });

  test('AUT-69 K8 with several roles a person, projects become the role’s own and User gets all open ones', async () => {
    const { tellPerson, held, role } = await onSite('multi-role');
    await tellPerson({ personId: 'zoe', happened: 'created', version: 0, projectIds: ['a'] });
    const requestedRoleId = role('restricted-user');
    await tellPerson({ personId: 'max', happened: 'created', version: 0, projectIds: ['a'], requestedRoleId });
    expect(await held('zoe')).toEqual([{ roleId: role('user'), scope: { allOpen: true, projectIds: ['a'] } }]);
    expect(await held('max')).toEqual([{ roleId: requestedRoleId, scope: { allOpen: false, projectIds: ['a'] } }]);
  });

  test('KRN-10 a person of a site that is not known yet waits', async () => {
    const { tellPerson } = authorizationInMemory();
    await expect(tellPerson({ personId: 'zoe', happened: 'created', version: 0 })).rejects.toThrow(DependencyAway);
  });

  test('KRN-04 told again, late or out of order, nothing changes', async () => {
    const { tellPerson, held, put, role, store } = await onSite();
    await tellPerson({ personId: 'zoe', happened: 'activated', version: 3 });
    await put('zoe', 'manager');
    const before = await store.head();
    await tellPerson({ personId: 'zoe', happened: 'created', version: 0 });
    await tellPerson({ personId: 'zoe', happened: 'disabled', version: 2 });
    expect(await store.head()).toBe(before);
    expect(await held('zoe')).toMatchObject([{ roleId: role('manager') }]);
  });

  test('AUT-64 newcomers get another role once the default was changed', async () => {
    const { ask, tellPerson, held, role } = await onSite();
    await ask(changeDefaultRole('montreal', role('vendor')));
    await tellPerson({ personId: 'zoe', happened: 'created', version: 0 });
    expect(await held('zoe')).toMatchObject([{ roleId: role('vendor') }]);
    expect(await ask(askRole('montreal', role('vendor'), { type: 'DisableRole', data: {} }))).toMatchObject(
      rejected('role-is-default'),
    );
    expect(await ask(askRole('montreal', role('artist'), { type: 'DisableRole', data: {} }))).toMatchObject({
      ok: true,
    });
  });
});

describe('changing assignments', () => {
  test('AUT-01 AUT-63 one role exactly, or at least one where several are possible', async () => {
    const single = await onSite();
    await single.tellPerson({ personId: 'zoe', happened: 'created', version: 0 });
    expect(await single.put('zoe', 'artist', 'manager')).toMatchObject(rejected('role-required'));
    expect(await single.put('zoe')).toMatchObject(rejected('role-required'));
    expect(await single.put('zoe', 'manager')).toMatchObject({ ok: true });
    const several = await onSite('multi-role');
    await several.tellPerson({ personId: 'zoe', happened: 'created', version: 0 });
    expect(await several.put('zoe')).toMatchObject(rejected('role-required'));
    expect(await several.put('zoe', 'user', 'user')).toMatchObject(rejected('validation-failed'));
    expect(await several.put('zoe', 'user', 'restricted-user')).toMatchObject({ ok: true });
    expect(await several.held('zoe')).toHaveLength(2);
  });

  test('AUT-73 AUT-76 what cannot be given: unknown, another site’s, disabled, for programs', async () => {
    const { tellSite, tellPerson, put, ask, role, roleId } = await onSite('multi-role');
    await tellSite({ siteId: 'mumbai' });
    await tellPerson({ personId: 'zoe', happened: 'created', version: 0 });
    const change = (id: string, siteId = 'montreal') =>
      ask(changeAssignments({ siteId, personId: 'zoe', wanted: [{ roleId: id, scope: closed }], at }));
    expect(await change('nothing')).toMatchObject(rejected('unknown-role'));
    expect(await change(roleId('mumbai', 'admin'))).toMatchObject(rejected('unknown-role'));
    expect(await change(role('user'), 'mumbai')).toMatchObject(rejected('not-found'));
    expect(await put('zoe', 'api')).toMatchObject(rejected('role-not-for-people'));
    await ask(askRole('montreal', role('restricted-user'), { type: 'DisableRole', data: {} }));
    expect(await put('zoe', 'restricted-user')).toMatchObject(rejected('role-disabled'));
  });

  test('KRN-04 a save on an older version is refused, the same save again changes nothing', async () => {
    const { tellPerson, ask, put, role, store } = await onSite();
    await tellPerson({ personId: 'zoe', happened: 'created', version: 0 });
    await put('zoe', 'manager');
    const wanted = [{ roleId: role('vendor'), scope: closed }];
    const change = changeAssignments({ siteId: 'montreal', personId: 'zoe', wanted, at });
    expect(await ask(change, streamVersion(0))).toMatchObject(rejected('stale-version'));
    const before = await store.head();
    await put('zoe', 'manager');
    expect(await store.head()).toBe(before);
  });
});

describe('the last Admin', () => {
  test('AUT-75 cannot be demoted or disabled; with another active Admin both work', async () => {
    const { admin, put, ask } = await onSite();
    await admin('ada');
    expect(await put('ada', 'artist')).toMatchObject(rejected('last-admin'));
    const leave = reserveLeave({ siteId: 'montreal', personId: 'ada', personVersion: streamVersion(1), at });
    expect(await ask(leave)).toMatchObject(rejected('last-admin'));
    await admin('bo');
    expect(await ask(leave)).toMatchObject({ ok: true });
    expect(await put('bo', 'artist')).toMatchObject(rejected('last-admin'));
  });

  test('AUT-75 of two demoted at the same moment one stays', async () => {
    const { admin, put } = await onSite();
    await admin('ada');
    await admin('bo');
    const outcomes = await Promise.all([put('ada', 'artist'), put('bo', 'artist')]);
    expect(outcomes.map(({ ok }) => ok).sort()).toEqual([false, true]);
  });

  test('AUT-75 a disabled Admin does not count, an activated one counts again', async () => {
    const { admin, tellPerson, put } = await onSite();
    await admin('ada');
    await admin('bo');
    await tellPerson({ personId: 'bo', happened: 'disabled', version: 2 });
    expect(await put('ada', 'artist')).toMatchObject(rejected('last-admin'));
    await tellPerson({ personId: 'bo', happened: 'activated', version: 3 });
    expect(await put('ada', 'artist')).toMatchObject({ ok: true });
  });

  test('AUT-75 somebody made Admin while disabled counts from their activation on', async () => {
    const { admin, tellPerson, put } = await onSite();
    await admin('ada');
    await tellPerson({ personId: 'bo', happened: 'created', version: 0 });
    await put('bo', 'admin');
    expect(await put('ada', 'artist')).toMatchObject(rejected('last-admin'));
    await tellPerson({ personId: 'bo', happened: 'activated', version: 1 });
    expect(await put('ada', 'artist')).toMatchObject({ ok: true });
  });
});

describe('roles of a site', () => {
  test('AUT-74 a role with one job of its own, from nothing: may disable people and nothing else', async () => {
    const { ask, read } = await onSite();
    const hr = { roleId: 'hr', siteId: 'montreal', name: 'HR', description: 'Disables people', template: 'none' };
    expect(await ask(createRole(hr))).toMatchObject({ ok: true });
    const paths = ['entity/Person/see', 'entity/Person/edit', 'field/Person/status/edit'];
    const closed = ['name', 'login', 'email', 'credential', 'permissionGroup', 'projects', 'groups', 'thumbnail'];
    const changes = [
      ...paths.map((path) => ({ path, to: true })),
      ...closed.map((field) => ({ path: `field/Person/${field}/edit`, to: false })),
    ];
    expect(await ask(askRole('montreal', 'hr', { type: 'ChangePermissions', data: { changes } }))).toMatchObject({
      ok: true,
    });
    const role = await read(roleDecider, roleStream('hr'));
    if (role.status === 'missing') throw new Error('no role');
    const policy = compile({ accessModel: 'single-role', roles: [{ ...role, enabled: true }] });
    const may = (action: Action): boolean => {
      const answer = decide(policy, {
        subject: { ...nobody, assignments: [{ roleId: 'hr', scope: { allOpen: false, projectIds: [] } }] },
        action,
      });
      return !isUnanswerable(answer) && answer.allowed;
    };
    const allowed = Object.entries(rights).filter(([, action]) => may(action));
    expect(allowed.map(([name]) => name)).toEqual(['seePeople', 'changeStatus']);
  });

  test('AUT-13 AUT-12 a new role has its template’s defaults and a name of its own', async () => {
    const { ask } = await onSite();
    const supervisor = { siteId: 'montreal', name: 'Supervisor', description: 'Looks', template: 'manager' };
    expect(await ask(createRole({ ...supervisor, roleId: 'r1' }))).toMatchObject({ ok: true });
    expect(await ask(createRole({ ...supervisor, roleId: 'r2' }))).toMatchObject(rejected('role-name-taken'));
    expect(await ask(createRole({ ...supervisor, roleId: 'r1' }))).toMatchObject(rejected('already-exists'));
    expect(await ask(createRole({ ...supervisor, roleId: 'r3', name: 'X', template: 'x' }))).toMatchObject(
      rejected('unknown-template'),
    );
  });

  test('K4 AUT-16 migrating adds the roles that are missing and touches none there is', async () => {
    const { tellSite, ask, roleId, store } = authorizationInMemory();
    const role = (template: string): string => roleId('montreal', template);
    await tellSite({ accountMode: 'legacy' });
    const cleared = [{ path: 'entity/Task/see', to: null }];
    await ask(askRole('montreal', role('artist'), { type: 'ChangePermissions', data: { changes: cleared } }));
    await tellSite({ accountMode: 'migrated' });
    const eventsOf = async (template: string) => {
      const types: string[] = [];
      for await (const { type } of store.readStream(`authorization.role-${role(template)}` as never)) types.push(type);
      return types;
    };
    expect(await eventsOf('artist')).toEqual(['RoleCreated', 'RoleMadeDefault', 'RolePermissionsChanged']);
    expect(await eventsOf('vendor')).toEqual(['RoleCreated']);
    const before = await store.head();
    await tellSite({ accountMode: 'migrated' });
    expect(await store.head()).toBe(before);
  });
});

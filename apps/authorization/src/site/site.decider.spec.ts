import { test } from '@jest/globals';
import { deciderSpecification } from '@rollcall/testing';
import { mostRoles, siteDecider } from './site.decider.js';
import type { SiteEvent } from './site.events.js';

const { given } = deciderSpecification(siteDecider);
const opened: SiteEvent = { type: 'SiteAccessOpened', data: { siteId: 's', accessModel: 'single-role' } };
const named = (roleId: string, name: string): SiteEvent => ({ type: 'RoleNameTaken', data: { roleId, name } });

test('AUT-12 a role’s name is its own on the site, however it is written', () => {
  given(opened, named('a', 'Artist'))
    .when({ type: 'TakeRoleName', data: { roleId: 'b', name: ' ARTIST ' } })
    .thenRejected('role-name-taken');
  given(opened, named('a', 'Artist'))
    .when({ type: 'TakeRoleName', data: { roleId: 'a', name: 'Artists' } })
    .then(named('a', 'Artists'));
  given(opened, named('a', 'Artist'), named('a', 'Artists'))
    .when({ type: 'TakeRoleName', data: { roleId: 'b', name: 'Artist' } })
    .then(named('b', 'Artist'));
});

test('KRN-01 a site has at most 200 roles', () => {
  const roles = Array.from({ length: mostRoles }, (_, index) => named(`r${index}`, `Role ${index}`));
  given(opened, ...roles)
    .when({ type: 'TakeRoleName', data: { roleId: 'more', name: 'More' } })
    .thenRejected('role-limit-reached');
});

test('AUT-64 the default role is one of the site’s, and changing it names the one before', () => {
  given(opened)
    .when({ type: 'ChangeDefaultRole', data: { roleId: 'x' } })
    .thenRejected('unknown-role');
  given(opened, named('a', 'A'), named('b', 'B'), { type: 'DefaultRoleChanged', data: { roleId: 'a' } })
    .when({ type: 'ChangeDefaultRole', data: { roleId: 'b' } })
    .then({ type: 'DefaultRoleChanged', data: { roleId: 'b', previous: 'a' } });
  given()
    .when({ type: 'ChangeDefaultRole', data: { roleId: 'b' } })
    .thenRejected('not-found');
});

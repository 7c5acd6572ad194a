import { expect, test } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import { openApiFile, openApiText } from './open-api-text.js';

type Operation = Readonly<{ 'x-permission'?: string; responses: Readonly<Record<string, unknown>> }>;

test('docs/reference/openapi.json is current: npm run openapi --workspace @rollcall/admin-gateway', async () => {
  expect(await readFile(openApiFile, 'utf8')).toBe(await openApiText());
});

type Paths = Readonly<Record<string, Readonly<Record<string, Operation>>>>;
const readPaths = async (): Promise<Paths> =>
  (JSON.parse(await readFile(openApiFile, 'utf8')) as { paths: Paths }).paths;

test('every route states the permission it needs and that it may answer a problem', async () => {
  const paths = await readPaths();
  const operations = Object.entries(paths).flatMap(([path, byMethod]) =>
    Object.entries(byMethod).map(([method, operation]) => [`${method} ${path}`, operation] as const),
  );
  expect(operations.length).toBeGreaterThanOrEqual(60);
  expect(operations.filter(([, operation]) => !operation['x-permission']).map(([name]) => name)).toEqual([]);
  expect(operations.filter(([, { responses }]) => !responses.default).map(([name]) => name)).toEqual([]);
});

/** Every route that people's work needs, with what each of its methods needs. */
const routes = `
/sessions post: public
/sessions/current get: signed-in, delete: signed-in
/sessions/current/second-factor post: pending-sign-in
/me/second-factors get: signed-in
/me/second-factors/totp post: signed-in
/me/second-factors/totp/confirm post: signed-in
/me/second-factors/{factor} delete: signed-in
/me/recovery-codes post: signed-in
/sites/{site}/people/{person}/second-factors get: field/Person/credential/edit
/sites/{site}/people/{person}/second-factors/reset post: field/Person/credential/edit
/me get: signed-in
/me/access get: signed-in
/invitations/inspect post: link
/invitations/accept post: link
/accounts post: public
/accounts/confirm post: link
/me/password put: signed-in
/me/email-changes get: signed-in, post: signed-in
/email-changes/confirm post: link
/me/close post: signed-in
/sites get: signed-in
/sites/{site} get: member
/sites/{site}/people get: entity/Person/see, post: entity/Person/create
/sites/{site}/people/{person} get: entity/Person/see, patch: entity/Person/see
/sites/{site}/people/{person}/activate post: field/Person/status/edit
/sites/{site}/people/{person}/disable post: field/Person/status/edit
/sites/{site}/people/{person}/reset-credential post: field/Person/credential/edit
/sites/{site}/people/{person}/send-invitation post: field/Person/credential/edit
/sites/{site}/people/{person}/email-advice get: field/Person/email/edit
/sites/{site}/people/{person}/memberships get: field/Person/projects/edit, put: field/Person/projects/edit
/sites/{site}/people/{person}/assignments get: field/Person/permissionGroup/edit, put: field/Person/permissionGroup/edit
/sites/{site}/people/{person}/access get: entity/Person/see
/sites/{site}/projects get: entity/Project/see, post: entity/Project/create
/sites/{site}/projects/{project} get: entity/Project/see, patch: entity/Project/edit
/sites/{site}/projects/{project}/people get: entity/Person/see
/sites/{site}/roles get: entity/PermissionRole/see
/sites/{site}/roles/{role} get: entity/PermissionRole/see
/sites/{site}/seats get: advanced/Access Admin Functionality
/teams/{team}/seats get: team-admin
/teams/{team}/seats/{account} get: team-admin
/teams/{team}/seats/assign post: team-admin
/teams/{team}/seats/{account}/unassign post: team-admin
/sites/{site}/imports post: entity/Person/create, get: entity/Person/create
/sites/{site}/imports/{import} get: entity/Person/create
/sites/{site}/imports/{import}/rows get: entity/Person/create
/sites/{site}/imports/{import}/start post: entity/Person/create
/sites/{site}/imports/{import}/cancel post: entity/Person/create
/operations/{operation} get: author-or-admin
/operations/{operation}/events get: author-or-admin
/operations/{operation}/cancel post: author-or-admin
/sites/{site}/diagnostic-runs get: advanced/Access Admin Functionality, post: advanced/Access Admin Functionality
/sites/{site}/diagnostic-runs/{run} get: advanced/Access Admin Functionality
/sites/{site}/diagnostic-runs/{run}/findings get: advanced/Access Admin Functionality
/sites/{site}/diagnostic-runs/{run}/findings/{person} patch: advanced/Access Admin Functionality
/sites/{site}/diagnostic-runs/{run}/resolve post: advanced/Access Admin Functionality
/sites/{site}/diagnostic-runs/{run}/cancel post: advanced/Access Admin Functionality
/events get: signed-in
/mailbox/messages get: operator
/mailbox/messages/{message} get: operator`;

test.each(routes.trim().split('\n'))('%s', async (line) => {
  const paths = await readPaths();
  const [, path, needs = ''] = /^(\S+) (.*)$/.exec(line) ?? [];
  const stated = Object.entries(paths[`/api/v1${path}`] ?? {}).map(
    ([method, of]) => `${method}: ${of['x-permission']}`,
  );
  expect(stated.sort()).toEqual(needs.split(', ').sort());
});

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { RunningLicensing } from './running-licensing.js';

let licensing: RunningLicensing;
const pool = () => licensing.read<{ used: number; total: number }>('/teams/team/pool');
const seats = async () =>
  (
    await licensing.read<{ items: readonly { accountId: string; unused: boolean; uses: readonly unknown[] }[] }>(
      '/teams/team/seats',
    )
  ).items;
const assign = (email: string) => licensing.ask('post', '/teams/team/seats/assign', { email });

beforeAll(async () => {
  licensing = await RunningLicensing.start();
  await licensing.open(3);
});
afterAll(() => licensing.stop());

describe('a team over HTTP', () => {
  test('LIC-21 has one primary admin; appointing another makes the first secondary', async () => {
    const appoint = (account: string, rank: string) => licensing.ask('put', `/teams/team/admins/${account}`, { rank });
    expect(await appoint('ada', 'primary')).toMatchObject({ status: 204, token: [{ kind: 'team', version: 1n }] });
    expect(await appoint('zoe', 'primary')).toMatchObject({ status: 204, token: [{ kind: 'team', version: 3n }] });
    expect(await appoint('zoe', 'secondary')).toMatchObject({ status: 409, rejection: { rejected: 'last-admin' } });
    expect(await licensing.ask('get', '/teams/team')).toMatchObject({
      ...{ status: 200, etag: 3n },
      body: {
        teamId: 'team',
        admins: [
          { accountId: 'ada', rank: 'secondary' },
          { accountId: 'zoe', rank: 'primary' },
        ],
      },
    });
    expect(await licensing.ask('get', '/teams/nowhere')).toMatchObject({ status: 404 });
    expect(await licensing.ask('post', '/teams', { teamId: 'team', name: 'T', total: 1 })).toMatchObject({
      rejection: { rejected: 'already-exists' },
    });
  });
});

describe('seats over HTTP', () => {
  test('STO-3 LIC-05 a linked person takes a seat, another person of the account none', async () => {
    await licensing.tell(...licensing.others.activePerson('noa'));
    expect(await pool()).toMatchObject({ used: 1, total: 3 });
    const twin = { personId: 'noa-mumbai', siteId: 'montreal' };
    await licensing.tell(licensing.others.linked(twin.personId, { accountId: 'account-noa' }));
    expect(await pool()).toMatchObject({ used: 1 });
    expect(await seats()).toMatchObject([{ accountId: 'account-noa', unused: false }]);
  });

  test('LIC-14 LIC-09 a seat assigned to somebody no site knows counts as used and shows as unused', async () => {
    expect(await assign('max@example.com')).toMatchObject({ status: 200, body: { accountId: 'account-max' } });
    await licensing.service.quiet();
    expect(await pool()).toMatchObject({ used: 2 });
    expect((await seats()).filter(({ unused }) => unused)).toMatchObject([{ accountId: 'account-max' }]);
    expect(await assign('nobody@example.com')).toMatchObject({ rejection: { rejected: 'account-required' } });
  });

  test('LIC-16 a full pool refuses with its figures; un-assigning frees', async () => {
    expect(await assign('lea@example.com')).toMatchObject({ status: 200 });
    expect(await assign('kim@example.com')).toMatchObject({
      ...{ status: 409, rejection: { rejected: 'no-seat-left', reason: 'No seat left: 3 of 3 in use.' } },
    });
    expect(await licensing.ask('post', '/teams/team/seats/account-lea/unassign')).toMatchObject({ status: 204 });
    expect(await licensing.ask('post', '/teams/team/seats/account-lea/unassign')).toMatchObject({ status: 404 });
    expect(await pool()).toMatchObject({ used: 2 });
  });

  test('STO-3 a closed account loses what it was assigned directly and can be assigned nothing again', async () => {
    await licensing.tell(licensing.others.account('max'), licensing.others.account('max', 'closed'));
    expect(await pool()).toMatchObject({ used: 1 });
    expect(await assign('max@example.com')).toMatchObject({ rejection: { rejected: 'account-required' } });
  });
});

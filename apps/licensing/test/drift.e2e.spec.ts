import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { ReadModel, TeamId } from '@rollcall/event-sourcing';
import { type DriftRow, driftDeclaration } from '../src/drift/drift.composition.js';
import { RunningLicensing } from './running-licensing.js';

let licensing: RunningLicensing;
let rows: ReadModel<DriftRow>;

const driftOf = async (personId: string) => (await rows.get({ team: 'team' as TeamId }, personId))?.drift;
const assign = async (name: string) => {
  const answer = await licensing.ask('post', '/teams/team/seats/assign', { email: `${name}@example.com` });
  expect(answer).toMatchObject({ status: 200 });
  await licensing.service.quiet();
};
const unassign = async (name: string) => {
  await licensing.ask('post', `/teams/team/seats/account-${name}/unassign`);
  await licensing.service.quiet();
};

beforeAll(async () => {
  licensing = await RunningLicensing.start();
  rows = licensing.service.app.get<ReadModel<DriftRow>>(`READ_MODEL:${driftDeclaration.name}`);
  await licensing.open(20);
});
afterAll(() => licensing.stop());

describe('drift, kind by kind', () => {
  test('DGN-12 STO-9 seat-missing: the seat was taken back in the portal, by whom, and the event', async () => {
    await licensing.tell(...licensing.others.activePerson('fenna'));
    expect(await driftOf('fenna')).toBeUndefined();
    await unassign('fenna');
    expect(await driftOf('fenna')).toMatchObject({
      kind: 'seat-missing',
      suggestion: 'inactive',
      by: { kind: 'user', id: 'admin' },
      evidence: [expect.any(String)],
    });
    await assign('fenna');
    expect(await driftOf('fenna')).toBeUndefined();
  });

  test('DGN-12 seat-held-while-disabled: a seat for the linked account of somebody who was disabled', async () => {
    await licensing.tell(...licensing.others.activePerson('oceane'));
    await licensing.tell(licensing.others.person('oceane', 'disabled'));
    expect(await driftOf('oceane')).toBeUndefined();
    await assign('oceane');
    const drift = await driftOf('oceane');
    expect(drift).toMatchObject({ kind: 'seat-held-while-disabled', suggestion: 'active' });
    expect(drift?.evidence).toHaveLength(2);
  });

  test('DGN-12 seat-held-while-disabled: without a link, by the account with the person’s email', async () => {
    await licensing.tell(licensing.others.person('mason', 'created'), licensing.others.account('mason'));
    await assign('mason');
    expect(await driftOf('mason')).toMatchObject({ kind: 'seat-held-while-disabled', suggestion: 'active' });
  });

  test('DGN-12 LIC-18 no drift: the seat of somebody disabled here and active elsewhere, also once it was taken back and given again', async () => {
    const { others } = licensing;
    const accountId = 'account-twyla';
    const there = { siteId: 'mumbai', accountId };
    await licensing.tell(others.site('mumbai'), ...others.activePerson('twyla'));
    await licensing.tell(others.linked('twyla-mumbai', { siteId: 'mumbai', accountId }, 'mumbai'));
    await licensing.tell(
      others.person('twyla-mumbai', 'active', there),
      others.person('twyla', 'disabled', { accountId }),
    );
    expect(await driftOf('twyla')).toBeUndefined();
    await unassign('twyla');
    await assign('twyla');
    expect([await driftOf('twyla'), await driftOf('twyla-mumbai')]).toEqual([undefined, undefined]);
    await licensing.tell(others.person('twyla-mumbai', 'disabled', there));
    const drift = { kind: 'seat-held-while-disabled', suggestion: 'active' };
    expect([await driftOf('twyla'), await driftOf('twyla-mumbai')]).toMatchObject([drift, drift]);
    await licensing.tell(others.person('twyla-mumbai', 'active', { ...there, accountId: 'account-another' }));
    expect(await driftOf('twyla')).toMatchObject(drift);
    await licensing.tell(others.person('twyla-mumbai', 'active', there));
    expect(await driftOf('twyla')).toBeUndefined();
  });

  test('DGN-12 account-closed: by its owner', async () => {
    await licensing.tell(...licensing.others.activePerson('ngozi'));
    await licensing.tell(licensing.others.account('ngozi', 'closed'));
    expect(await driftOf('ngozi')).toMatchObject({
      ...{ kind: 'account-closed', by: { id: 'owner' }, evidence: ['AccountClosed'] },
    });
  });

  test('DGN-12 IDN-49 IDN-50 twins: the edit or the account’s own change, and the second account', async () => {
    const { others } = licensing;
    for (const kind of ['site-edit', 'late-enable'] as const) {
      const twin = { kind, twinAccountId: `account-former-${kind}`, mark: others.mark('TwinDetected') };
      const emailMark = others.mark('PersonEmailChanged');
      await licensing.tell(
        others.account(kind),
        others.linked(kind, { twin }),
        others.person(kind, 'active', { emailMark }),
      );
      expect(await driftOf(kind)).toMatchObject({
        kind: `twin-by-${kind}`,
        evidence: kind === 'site-edit' ? ['PersonEmailChanged', 'AccountCreated'] : ['AccountCreated'],
      });
    }
    await licensing.tell(others.account('former-site-edit'), others.account('former-site-edit', 'closed'));
    expect(await driftOf('site-edit')).toBeUndefined();
  });

  test('DGN-12 LIC-15 no drift: seats that are not needed, an open attempt, a link that has not been heard of yet', async () => {
    const { others } = licensing;
    await licensing.tell(others.site('trial', 'trial'));
    const siteId = 'trial';
    await licensing.tell(
      others.account('tess'),
      others.linked('tess', { siteId }, siteId),
      others.person('tess', 'active', { siteId }),
    );
    expect(await driftOf('tess')).toBeUndefined();
    await licensing.tell(others.person('early', 'active'));
    expect(await driftOf('early')).toBeUndefined();
    await licensing.tell(others.person('fenna', 'active', { activation: { state: 'activating', attempt: 2 } }));
    await unassign('fenna');
    expect(await driftOf('fenna')).toBeUndefined();
  });
});

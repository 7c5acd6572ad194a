import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { RunningLicensing } from './running-licensing.js';

let licensing: RunningLicensing;
beforeAll(async () => {
  licensing = await RunningLicensing.start();
  await licensing.open(20);
});
afterAll(() => licensing.stop());

/** The values of a figure by its label, as a scraper reads them. */
async function figure(name: string): Promise<Readonly<Record<string, number>>> {
  const text = await (await fetch(`${licensing.service.url}/metrics`)).text();
  const lines = text.matchAll(new RegExp(`^${name}\\{\\w+="([^"]+)",service="licensing"\\} (\\S+)$`, 'gm'));
  return Object.fromEntries([...lines].map(([, label = '', value]) => [label, Number(value)]));
}
const openTeam = (teamId: string, total: number) => licensing.ask('post', '/teams', { teamId, name: teamId, total });

test('LIC-16 seats left of a team are a figure, and of many teams the twenty with the fewest', async () => {
  await licensing.tell(...licensing.others.activePerson('fenna'));
  expect(await figure('rollcall_seats_left')).toEqual({ team: 19 });
  const sizes = Array.from({ length: 25 }, (_, index) => index + 1);
  for (const size of sizes) await openTeam(`team-${size}`, size);
  await licensing.service.quiet();
  const told = await figure('rollcall_seats_left');
  const fewest = Object.fromEntries(sizes.slice(0, 19).map((size) => [`team-${size}`, size]));
  expect(told).toEqual({ ...fewest, team: 19 });
});

test('DGN-12 STO-9 people who are un-synced are a figure by kind, until they are no longer', async () => {
  const none = await figure('rollcall_drift');
  expect(new Set(Object.values(none))).toEqual(new Set([0]));
  await licensing.ask('post', '/teams/team/seats/account-fenna/unassign');
  await licensing.service.quiet();
  expect(await figure('rollcall_drift')).toEqual({ ...none, 'seat-missing': 1 });
  await licensing.ask('post', '/teams/team/seats/assign', { email: 'fenna@example.com' });
  await licensing.service.quiet();
  expect(await figure('rollcall_drift')).toEqual(none);
});

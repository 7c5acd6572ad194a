import { afterAll, afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type RunFacet, statusCorrectionRequested } from '@rollcall/contracts';
import type { Envelope, MessageBus } from '@rollcall/event-sourcing';
import { BUS } from '@rollcall/service-kit';
import { createVirtualClock } from '@rollcall/testing';
import type { FindingView } from '../src/run/run-reading.js';
import { RunningLicensing } from './running-licensing.js';

const folders: string[] = [];
const runs = '/sites/montreal/diagnostic-runs';
let licensing: RunningLicensing;

/** `noa` is in sync, `fenna` and `soren` are active without a seat, `oceane` holds one while disabled. */
async function drifted(options: Parameters<typeof RunningLicensing.start>[0] = {}): Promise<RunningLicensing> {
  const started = await RunningLicensing.start(options);
  const { others } = started;
  await started.open(20);
  for (const name of ['noa', 'fenna', 'soren', 'oceane']) await started.tell(...others.activePerson(name));
  await started.tell(others.person('oceane', 'disabled'));
  for (const name of ['fenna', 'soren']) await started.ask('post', `/teams/team/seats/account-${name}/unassign`);
  await started.ask('post', '/teams/team/seats/assign', { email: 'oceane@example.com' });
  await started.service.quiet();
  return started;
}

const read = (runId: string) => licensing.read<RunFacet>(`${runs}/${runId}`);
const findings = async (runId: string): Promise<readonly FindingView[]> =>
  (await licensing.read<{ items: readonly FindingView[] }>(`${runs}/${runId}/findings`)).items.toSorted((a, b) =>
    a.personId < b.personId ? -1 : 1,
  );
const choose = (runId: string, person: string, chosenStatus: string) =>
  licensing.ask('patch', `${runs}/${runId}/findings/${person}`, { chosenStatus });
async function analyse(): Promise<string> {
  const started = await licensing.ask<{ runId: string }>('post', runs);
  if (!started.ok) throw new Error(started.rejection.rejected);
  expect(started.status).toBe(202);
  await licensing.service.quiet();
  return started.body.runId;
}

/** What directory was asked for. */
async function corrections(): Promise<readonly string[]> {
  const asked: Envelope[] = [];
  const bus = licensing.service.app.get<MessageBus>(BUS);
  const batch = (messages: readonly Envelope[]) => void asked.push(...messages);
  await using subscription = await bus.consume('spec', ['rollcall.licensing.v1'], { batch });
  await subscription.quiet();
  return asked
    .filter(({ type }) => type === statusCorrectionRequested.type)
    .map(({ data, metadata }) => {
      const { personId, status } = data as { personId: string; status: string };
      return `${metadata.actor.id}: ${personId} ${status}`;
    })
    .sort();
}

afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true })));

/** Directory follows: `fenna` and `soren` are disabled, `oceane` is active. */
const followed = (name: string): readonly Envelope[] =>
  name === 'oceane'
    ? [
        licensing.others.linked('oceane', {}, 'montreal', 2),
        licensing.others.person('oceane', 'active', { activation: { state: 'active', attempt: 2 } }),
      ]
    : [licensing.others.person(name, 'disabled')];

describe('a diagnostic run', () => {
  beforeEach(async () => {
    licensing = await drifted();
  });
  afterEach(() => licensing.stop());

  test('DGN-02 DGN-03 DGN-06 STO-9 analyses everybody and lists who is un-synced with a suggestion', async () => {
    const runId = await analyse();
    expect(await read(runId)).toMatchObject({ state: 'analysed', analysed: 4, people: 4, found: 3, overrides: 0 });
    expect(await findings(runId)).toMatchObject([
      { personId: 'fenna', kind: 'seat-missing', suggestion: 'inactive', chosenStatus: 'inactive', overridden: false },
      { personId: 'oceane', kind: 'seat-held-while-disabled', suggestion: 'active', state: 'open' },
      { personId: 'soren', kind: 'seat-missing', by: { kind: 'user', id: 'admin' } },
    ]);
    const first = await licensing.read<{ items: readonly FindingView[]; next: string }>(
      `${runs}/${runId}/findings?limit=2`,
    );
    const rest = await licensing.read<{ items: readonly FindingView[] }>(
      `${runs}/${runId}/findings?limit=2&after=${first.next}`,
    );
    expect([first.items.length, rest.items.length]).toEqual([2, 1]);
  });

  test('DGN-07 DGN-08 an override is counted and marked; back to the suggestion takes both away', async () => {
    const runId = await analyse();
    expect(await choose(runId, 'fenna', 'active')).toMatchObject({ status: 204 });
    expect(await choose(runId, 'fenna', 'active')).toMatchObject({ status: 204 });
    expect(await read(runId)).toMatchObject({ overrides: 1 });
    expect((await findings(runId))[0]).toMatchObject({ chosenStatus: 'active', overridden: true });
    await choose(runId, 'fenna', 'inactive');
    expect(await read(runId)).toMatchObject({ overrides: 0 });
    expect((await findings(runId))[0]).toMatchObject({ chosenStatus: 'inactive', overridden: false });
    expect(await choose(runId, 'noa', 'inactive')).toMatchObject({ rejection: { rejected: 'not-found' } });
  });

  test('DGN-09 DGN-10 resolving asks directory for each status and ends when everybody has followed', async () => {
    const runId = await analyse();
    expect(await licensing.ask('post', `${runs}/${runId}/resolve`)).toMatchObject({ status: 202 });
    await licensing.service.quiet();
    expect(await corrections()).toEqual(['admin: fenna disabled', 'admin: oceane active', 'admin: soren disabled']);
    expect(await read(runId)).toMatchObject({ state: 'resolving', resolved: 0 });
    for (const name of ['fenna', 'soren', 'oceane']) await licensing.tell(...followed(name));
    expect(await read(runId)).toMatchObject({ state: 'finished', found: 3, resolved: 3, unresolved: 0 });
    expect((await findings(runId)).map(({ state }) => state)).toEqual(['resolved', 'resolved', 'resolved']);
    expect(await read(await analyse())).toMatchObject({ state: 'analysed', found: 0 });
  });

  test('DGN-11 a refused activation and a status that solves nothing stay un-synced, with the reason', async () => {
    const runId = await analyse();
    await choose(runId, 'fenna', 'active');
    await licensing.ask('post', `${runs}/${runId}/resolve`);
    await licensing.service.quiet();
    expect(await corrections()).toEqual(['admin: oceane active', 'admin: soren disabled']);
    const activation = { state: 'refused' as const, attempt: 2, code: 'no-seat-left', reason: 'No seat left.' };
    await licensing.tell(...followed('soren'), licensing.others.person('oceane', 'disabled', { activation }));
    expect(await read(runId)).toMatchObject({ state: 'finished', resolved: 1, unresolved: 2 });
    expect(await findings(runId)).toMatchObject([
      { state: 'unresolved', reason: 'The person has this status already; something else disagrees.' },
      { state: 'unresolved', reason: 'No seat left.' },
      { state: 'resolved' },
    ]);
    expect(await licensing.ask('post', `${runs}/${runId}/resolve`)).toMatchObject({
      rejection: { rejected: 'run-outdated' },
    });
    expect(await read(await analyse())).toMatchObject({ found: 2 });
  });

  test('DGN-04 nobody un-synced: nothing to resolve', async () => {
    for (const name of ['fenna', 'soren', 'oceane']) await licensing.tell(...followed(name));
    const runId = await analyse();
    expect(await read(runId)).toMatchObject({ state: 'analysed', found: 0 });
    await licensing.ask('post', `${runs}/${runId}/resolve`);
    expect(await read(runId)).toMatchObject({ state: 'finished' });
  });

  test('DGN-01 one run at a time; only the newest counts; a cancelled one is over; another site sees none', async () => {
    const first = await analyse();
    await licensing.ask('post', `${runs}/${first}/resolve`);
    expect(await licensing.ask('post', runs)).toMatchObject({ rejection: { rejected: 'run-in-progress' } });
    expect(await choose(first, 'fenna', 'active')).toMatchObject({ rejection: { rejected: 'run-in-progress' } });
    expect(await licensing.ask('post', `${runs}/${first}/cancel`)).toMatchObject({ status: 202 });
    expect(await licensing.ask('post', `${runs}/${first}/cancel`)).toMatchObject({
      rejection: { rejected: 'run-outdated' },
    });
    const second = await analyse();
    await analyse();
    expect(await licensing.ask('post', `${runs}/${second}/resolve`)).toMatchObject({
      rejection: { rejected: 'run-outdated' },
    });
    expect((await licensing.read<{ items: readonly RunFacet[] }>(runs)).items).toHaveLength(3);
    expect(await licensing.ask('get', `/sites/mumbai/diagnostic-runs/${second}`)).toMatchObject({ status: 404 });
    expect(await licensing.ask('post', '/sites/nowhere/diagnostic-runs')).toMatchObject({ status: 404 });
  });
});

describe('time and restarts', () => {
  test('DGN-11 KRN-13 who has not followed within two minutes stays un-synced', async () => {
    const clock = createVirtualClock();
    licensing = await drifted({ clock });
    const runId = await analyse();
    await licensing.ask('post', `${runs}/${runId}/resolve`);
    await licensing.service.quiet();
    await licensing.tell(...followed('fenna'));
    clock.advance(120_000);
    await licensing.service.quiet();
    expect(await read(runId)).toMatchObject({ state: 'finished', resolved: 1, unresolved: 2 });
    expect((await findings(runId)).map(({ state }) => state)).toEqual(['resolved', 'unresolved', 'unresolved']);
    await licensing.stop();
  });

  test('KRN-16 a run asked for just before the service stops goes on when it is back', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'rollcall-runs-'));
    folders.push(dataDir);
    licensing = await drifted({ dataDir });
    const started = await licensing.ask<{ runId: string }>('post', runs);
    await licensing.stop();
    licensing = await RunningLicensing.start({ dataDir });
    await licensing.service.quiet();
    const { runId } = (started as { body: { runId: string } }).body;
    expect(await read(runId)).toMatchObject({ state: 'analysed', found: 3 });
    await licensing.ask('post', `${runs}/${runId}/resolve`);
    await licensing.stop();
    licensing = await RunningLicensing.start({ dataDir });
    await licensing.service.quiet();
    expect(await corrections()).toEqual(['admin: fenna disabled', 'admin: oceane active', 'admin: soren disabled']);
    await licensing.stop();
  });
});

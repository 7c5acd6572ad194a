import { expect, test } from '@jest/globals';
import { type Command, createCommandHandler } from '@rollcall/event-sourcing';
import { readState } from '@rollcall/service-kit';
import {
  commandContext,
  createMemoryEphemeralStore,
  createMemoryEventStore,
  createTestCryptography,
  createVirtualClock,
} from '@rollcall/testing';
import { openSite } from '../site/site.decisions.js';
import type { WaitingRow } from './check-upload.js';
import { importDecider } from './import.decider.js';
import { changeImport, uploadImport } from './import.decisions.js';
import { importStream } from './import.events.js';
import { ImportRunner } from './import-runner.js';
import type { WaitingFiles } from './waiting-files.js';

const draft = {
  ...{ firstName: 'First', lastName: 'Last', login: 'login', email: 'login@halcyon.example.com' },
  ...{ status: 'active' as const, projectIds: [], groupIds: [] },
};
const hour = 60 * 60_000;

/** A started import of one row, and the stores that all instances share. */
async function startedImport() {
  const cryptography = createTestCryptography();
  const clock = createVirtualClock();
  const store = createMemoryEventStore({ cryptography });
  const ephemeral = createMemoryEphemeralStore({ clock });
  const handle = createCommandHandler({ store, cryptography, clock: createVirtualClock(), random: () => 0.5 });
  const must = async (command: Command) => expect(await handle(command, commandContext())).toMatchObject({ ok: true });
  const site = { siteId: 's', teamId: 't', slug: 's', name: 'S', kind: 'trial' } as const;
  const template = { projectId: 'template', nameIndex: 'template' };
  await must(openSite({ ...site, accountMode: 'migrated', accessModel: 'single-role' }, template));
  const upload = { importId: 'i', siteId: 's', digest: 'd', rows: 'good', invitations: 'send' } as const;
  await must(uploadImport({ ...upload, counts: { rows: 1, good: 1, bad: 0 } }));
  await must(changeImport('s', 'i', { type: 'StartImport', data: {} }));

  const told: string[] = [];
  const removed: string[] = [];
  const { signal } = new AbortController();
  const logger = { error: (_fields: object, message: string) => void told.push(message) };
  /** An instance whose files are these. */
  const runner = (rows: () => AsyncIterable<WaitingRow>, instance = 'one', others: Record<string, Date> = {}) => {
    const kept = Object.entries({ i: new Date(), ...others }).map(([id, since]) => ({ id, since }));
    const files = { rows, all: async () => kept, remove: async (id: string) => void removed.push(id) };
    const waiting = files as unknown as WaitingFiles;
    return new ImportRunner(handle, store, cryptography, clock, waiting, ephemeral, instance, signal, logger);
  };
  const status = async () => (await readState(store, importDecider, importStream('i'))).state.status;
  return { clock, runner, status, told, removed };
}

async function* oneRow(): AsyncGenerator<WaitingRow, void> {
  yield { row: 2, findings: [], draft };
}

test('KRN-10 DIR-10 an import that meets an unexpected error goes on by itself', async () => {
  const { runner, status, told } = await startedImport();
  let failures = 2;
  const stumbling = runner(async function* () {
    if (failures-- > 0) throw new RangeError('the disk stumbled');
    yield* oneRow();
  });
  stumbling.start('i');
  await stumbling.quiet();
  expect(await status()).toBe('finished');
  expect(told).toEqual(['an import was interrupted', 'an import was interrupted']);
});

test('DIR-10 KRN-14 of two instances one works on an import, and the other goes on when that has gone', async () => {
  const { clock, runner, status } = await startedImport();
  const reading = Promise.withResolvers<void>();
  const held = Promise.withResolvers<void>();
  // It reads the file, and is not heard of for long.
  const one = runner(async function* () {
    reading.resolve();
    await held.promise;
    yield* oneRow();
  });
  one.start('i');
  await reading.promise;
  let asked = 0;
  const two = runner(() => ((asked += 1), oneRow()), 'two');
  await two.look();
  await two.quiet();
  expect([asked, await status()]).toEqual([0, 'running']);

  clock.advance(15_000);
  await two.look();
  await two.quiet();
  expect([asked, await status()]).toEqual([1, 'finished']);
  // Back again, it finds nothing left to do.
  held.resolve();
  await one.quiet();
  expect(await status()).toBe('finished');
});

test('DIR-10 KRN-17 a file that no import is known of yet stays for an hour: another instance may be receiving it', async () => {
  const { runner, removed } = await startedImport();
  const one = runner(oneRow, 'one', { received: new Date(), abandoned: new Date(Date.now() - hour - 1) });
  await one.look();
  await one.quiet();
  expect(removed).toEqual(['abandoned']);
  await one.look();
  expect(removed).toEqual(['abandoned', 'i', 'abandoned']);
});

import { expect, test } from '@jest/globals';
import { type Command, createCommandHandler } from '@rollcall/event-sourcing';
import { readState } from '@rollcall/service-kit';
import { commandContext, createMemoryEventStore, createTestCryptography, createVirtualClock } from '@rollcall/testing';
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

test('KRN-10 DIR-10 an import that meets an unexpected error goes on by itself', async () => {
  const cryptography = createTestCryptography();
  const store = createMemoryEventStore({ cryptography });
  const handle = createCommandHandler({ store, cryptography, clock: createVirtualClock(), random: () => 0.5 });
  const must = async (command: Command) => expect(await handle(command, commandContext())).toMatchObject({ ok: true });
  const site = { siteId: 's', teamId: 't', slug: 's', name: 'S', kind: 'trial' } as const;
  const template = { projectId: 'template', nameIndex: 'template' };
  await must(openSite({ ...site, accountMode: 'migrated', accessModel: 'single-role' }, template));
  const upload = { importId: 'i', siteId: 's', digest: 'd', rows: 'good', invitations: 'send' } as const;
  await must(uploadImport({ ...upload, counts: { rows: 1, good: 1, bad: 0 } }));
  await must(changeImport('s', 'i', { type: 'StartImport', data: {} }));

  let failures = 2;
  const told: string[] = [];
  const files = {
    rows: async function* (): AsyncIterable<WaitingRow> {
      if (failures-- > 0) throw new RangeError('the disk stumbled');
      yield { row: 2, findings: [], draft };
    },
  };
  const { signal } = new AbortController();
  const logger = { error: (_fields: object, message: string) => void told.push(message) };
  const runner = new ImportRunner(handle, store, cryptography, files as unknown as WaitingFiles, signal, logger);
  runner.start('i');
  await runner.quiet();
  expect((await readState(store, importDecider, importStream('i'))).state.status).toBe('finished');
  expect(told).toEqual(['an import was interrupted', 'an import was interrupted']);
});

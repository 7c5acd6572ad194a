import { beforeEach, describe, expect, test } from '@jest/globals';
import {
  type CommandHandler,
  createCommandHandler,
  DependencyAway,
  type EventStore,
  type Outcome,
} from '@rollcall/event-sourcing';
import { commandContext, createMemoryEventStore, createTestCryptography, createVirtualClock } from '@rollcall/testing';
import { readState } from '@rollcall/service-kit';
import { personDecider } from '../person/person.decider.js';
import { personStream } from '../person/person.decisions.js';
import { openSite } from '../site/site.decisions.js';
import type { WaitingRow } from './check-upload.js';
import { importDecider } from './import.decider.js';
import { changeImport, uploadImport } from './import.decisions.js';
import { importStream, type ImportEvent, type RowResult, rowsPerRecord } from './import.events.js';
import { type ImportPorts, rowsUnderWay, runImport } from './run-import.js';

const count = 300;
const rows: readonly WaitingRow[] = Array.from({ length: count }, (_, at) => ({
  row: at + 2,
  findings: [],
  draft: {
    firstName: 'First',
    lastName: 'Last',
    login: `login${at}`,
    email: `login${at}@halcyon.example.com`,
    status: 'active',
    projectIds: [],
    groupIds: [],
  },
}));

let store: EventStore;
let handle: CommandHandler;
const cryptography = createTestCryptography();
const clock = createVirtualClock();

beforeEach(async () => {
  store = createMemoryEventStore({ cryptography });
  handle = createCommandHandler({ store, cryptography, clock: createVirtualClock(), random: () => 0.5 });
  const site = { siteId: 's', teamId: 't', slug: 's', name: 'S', kind: 'trial' } as const;
  const template = { projectId: 'template', nameIndex: 'template' };
  await must(openSite({ ...site, accountMode: 'migrated', accessModel: 'single-role' }, template));
  const upload = { importId: 'i', siteId: 's', digest: 'd', rows: 'good', invitations: 'send' } as const;
  await must(uploadImport({ ...upload, counts: { rows: count, good: count, bad: 0 } }));
  await must(changeImport('s', 'i', { type: 'StartImport', data: {} }));
});

async function must(command: Parameters<CommandHandler>[0]): Promise<Outcome> {
  const outcome = await handle(command, commandContext());
  if (!outcome.ok) throw new Error(outcome.rejection.rejected);
  return outcome;
}

const ports = (changes: Partial<ImportPorts> = {}): ImportPorts => ({
  handle,
  store,
  cryptography,
  clock,
  delay: () => new Promise(setImmediate),
  failed: (_row, error) => {
    throw error;
  },
  rows: async function* () {
    yield* rows;
  },
  ...changes,
});

async function results(): Promise<readonly RowResult[]> {
  const all: RowResult[] = [];
  for await (const event of store.readStream<ImportEvent>(importStream('i'))) {
    if (event.type === 'ImportRowsDone') all.push(...event.data.results);
  }
  return all;
}
const status = async () => (await readState(store, importDecider, importStream('i'))).state.status;
async function logins(): Promise<readonly string[]> {
  const found: string[] = [];
  for (const result of await results()) {
    if (result.state !== 'applied') continue;
    const { state } = await readState(store, personDecider, `directory.person-${result.personId}` as never);
    if (state.status !== 'none') found.push(state.login);
  }
  return found;
}

describe('running an import', () => {
  test('DIR-10 every row becomes a person, recorded in the order of the file, in bounded events', async () => {
    await runImport(ports(), 'i', new AbortController().signal);
    expect((await results()).map(({ row }) => row)).toEqual(rows.map(({ row }) => row));
    expect(await logins()).toEqual(rows.map(({ draft }) => draft?.login));
    expect(await status()).toBe('finished');
    for await (const event of store.readStream<ImportEvent>(importStream('i'))) {
      if (event.type === 'ImportRowsDone') expect(event.data.results.length).toBeLessThanOrEqual(rowsPerRecord);
    }
  });

  test(`DIR-10 never more than ${rowsUnderWay} rows are under way`, async () => {
    let [now, most] = [0, 0];
    const counting: CommandHandler = async (command, context) => {
      if (!command.addressed.startsWith('directory.person-')) return handle(command, context);
      most = Math.max(most, (now += 1));
      await new Promise(setImmediate);
      return handle(command, context).finally(() => (now -= 1));
    };
    await runImport(ports({ handle: counting }), 'i', new AbortController().signal);
    expect(most).toBe(rowsUnderWay);
  });

  test.each([1, 130, 299])('G1 DIR-10 killed at row %i and run again: everybody once, in order', async (at) => {
    let people = 0;
    const dying: CommandHandler = async (command, context) => {
      if (command.addressed.startsWith('directory.person-') && (people += 1) > at)
        return new Promise<never>(() => undefined);
      return handle(command, context);
    };
    void runImport(ports({ handle: dying }), 'i', new AbortController().signal);
    while (people <= at) await new Promise(setImmediate);
    await runImport(ports(), 'i', new AbortController().signal);
    expect((await results()).map(({ row }) => row)).toEqual(rows.map(({ row }) => row));
    expect(new Set(await logins()).size).toBe(count);
    expect(await status()).toBe('finished');
  });

  test('DIR-10 a stop ends it early and the next start goes on', async () => {
    const stop = new AbortController();
    let people = 0;
    const stopping: CommandHandler = (command, context) => {
      if (command.addressed.startsWith('directory.person-') && (people += 1) === 150) stop.abort();
      return handle(command, context);
    };
    await runImport(ports({ handle: stopping }), 'i', stop.signal);
    expect(await status()).toBe('running');
    const recorded = (await results()).length;
    people = count; // No stop this time.
    await runImport(ports({ handle: stopping }), 'i', new AbortController().signal);
    expect(people).toBe(count + count - recorded);
    expect(await logins()).toHaveLength(count);
  });

  test('DIR-10 a row happens when it is applied: what times out by it does not count from the start of the import', async () => {
    clock.advance(60 * 60_000);
    await runImport(ports(), 'i', new AbortController().signal);
    const times = new Set<string>();
    for (const result of await results()) {
      if (result.state !== 'applied') continue;
      for await (const event of store.readStream(personStream(result.personId))) {
        times.add(event.metadata.occurredAt.toISOString());
      }
    }
    expect([...times]).toEqual([clock.now().toISOString()]);
  });

  test('DIR-10 cancelled in the middle: what was under way is done and recorded, the rest is left', async () => {
    let people = 0;
    const cancelling: CommandHandler = async (command, context) => {
      if (command.addressed.startsWith('directory.person-') && (people += 1) === 120) {
        await must(changeImport('s', 'i', { type: 'CancelImport', data: {} }));
      }
      return handle(command, context);
    };
    await runImport(ports({ handle: cancelling }), 'i', new AbortController().signal);
    expect(await status()).toBe('cancelled');
    expect(await results()).toHaveLength(people);
    expect(people).toBeLessThan(count);
  });

  test('KRN-10 while the store is away rows wait and none is refused', async () => {
    let asked = 0;
    const flaky: CommandHandler = async (command, context) => {
      if ((asked += 1) % 3 === 0 && command.addressed.startsWith('directory.person-')) throw new DependencyAway('away');
      return handle(command, context);
    };
    await runImport(ports({ handle: flaky }), 'i', new AbortController().signal);
    expect((await results()).every(({ state }) => state === 'applied')).toBe(true);
  });

  test('DIR-02 DIR-10 what directory refuses and what could not be read stands in the results', async () => {
    const [first, second] = rows;
    const finding = {
      code: 'email-invalid',
      severity: 'error',
      message: '“zoe at home” is no email address.',
    } as const;
    const mixed = [first!, { ...second!, draft: first!.draft! }, { row: 4, findings: [finding] }];
    const read = async function* () {
      yield* mixed;
    };
    await runImport(ports({ rows: read }), 'i', new AbortController().signal);
    expect(await results()).toEqual([
      { row: 2, state: 'applied', personId: expect.any(String) },
      { row: 3, state: 'refused', code: 'login-taken', reason: expect.any(String) },
      { row: 4, state: 'bad', findings: [{ ...finding, message: '“…” is no email address.' }] },
    ]);
  });
});

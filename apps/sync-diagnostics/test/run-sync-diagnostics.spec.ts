import { afterEach, describe, expect, test } from '@jest/globals';
import { runSyncDiagnostics, type SyncDiagnosticsOptions } from '../src/index.js';
import { GatewayStandIn, type Told } from './gateway-stand-in.js';

const fenna = {
  ...{ personId: 'p1', name: 'Fenna Hoekstra', login: 'fenna.hoekstra', email: 'fenna@example.com', state: 'open' },
  ...{ kind: 'seat-missing', suggestion: 'inactive', chosenStatus: 'inactive', since: '2026-01-05T09:00:00.000Z' },
  by: { kind: 'user', id: 'a', name: 'Anouk Lavoie' },
};
const gael = {
  ...fenna,
  personId: 'p2',
  login: 'gael.lefevre',
  kind: 'seat-held-while-disabled',
  suggestion: 'active',
};

let gateway: GatewayStandIn | undefined;
let printed: string[] = [];
afterEach(() => gateway?.stop());

async function run(told: Told, options: Partial<SyncDiagnosticsOptions> = {}) {
  gateway = new GatewayStandIn(told);
  printed = [];
  const url = await gateway.start();
  const note = (line: string): void => void printed.push(line);
  const surroundings = { print: note, complain: note, wait: async () => undefined };
  return runSyncDiagnostics({ url, as: { token: 'good' }, site: 'montreal', ...options }, surroundings);
}

describe('the job', () => {
  test('DGN-03 DGN-04 waits for the analysis and says that everybody is in sync', async () => {
    expect(await run({ found: [], states: ['analysing', 'analysing', 'analysed'] })).toBe(0);
    expect(printed).toEqual(['Everybody is in sync.']);
  });

  test('DGN-06 prints every page of what disagrees, with kind, since, by and suggestion; nothing is changed', async () => {
    expect(await run({ found: [fenna, gael], states: ['analysed'] })).toBe(1);
    expect(printed[0]).toMatch(/^name +login +email +kind +since +by +suggestion$/);
    expect(printed[1]).toMatch(
      /^Fenna Hoekstra +fenna\.hoekstra +fenna@example\.com +seat-missing +2026-01-05 09:00 +Anouk Lavoie +inactive$/,
    );
    expect(printed.slice(2)).toEqual([expect.stringContaining('gael.lefevre'), '2 un-synced.']);
    expect(gateway?.asked.filter((route) => route.endsWith('/resolve'))).toEqual([]);
  });

  test('DGN-06 prints one object a line for programs', async () => {
    expect(await run({ found: [fenna], states: ['analysed'] }, { json: true })).toBe(1);
    expect(JSON.parse(printed[0] ?? '')).toMatchObject({ login: 'fenna.hoekstra', kind: 'seat-missing' });
    expect(printed).toHaveLength(1);
  });

  test('CARD-4 DGN-09 DGN-10 applies the suggestions and waits until everybody has followed', async () => {
    const told: Told = {
      found: [fenna],
      left: [{ ...fenna, state: 'resolved' }],
      states: ['analysed', 'resolving', 'finished'],
    };
    expect(await run(told, { apply: true })).toBe(0);
    expect(printed.at(-1)).toBe('Resolved all 1.');
  });

  test('DGN-11 who is still un-synced is named with the reason', async () => {
    const left = [
      { ...fenna, state: 'resolved' },
      { ...gael, state: 'unresolved', reason: 'No seat left.' },
    ];
    expect(await run({ found: [fenna, gael], left, states: ['analysed', 'finished'] }, { apply: true })).toBe(1);
    expect(printed.slice(-2)).toEqual(['gael.lefevre: No seat left.', '1 of 2 are still un-synced: run it again.']);
  });

  test('DGN-05 a failed analysis, an unknown site, a bad token and a wrong address end with 2', async () => {
    expect(await run({ found: [], states: ['failed'] })).toBe(2);
    expect(printed).toEqual(['The analysis failed; run it again.']);
    await gateway?.stop();
    expect(await run({ found: [], states: [] }, { site: 'nowhere' })).toBe(2);
    await gateway?.stop();
    expect(await run({ found: [], states: [] }, { as: { token: 'bad' } })).toBe(2);
    expect(printed).toEqual(['Sign in again. (session-ended)']);
    await gateway?.stop();
    expect(await run({ found: [], states: [] }, { url: 'nonsense' })).toBe(2);
  });

  const inAndOut = ['POST /api/v1/sessions', 'DELETE /api/v1/sessions/current'];

  test('DGN-03 signs in as an account for as long as it takes, also when it fails', async () => {
    const as = { email: 'job@example.com', password: 'right' };
    expect(await run({ found: [fenna], states: ['analysed'] }, { as })).toBe(1);
    expect([gateway?.asked[0], gateway?.asked.at(-1)]).toEqual(inAndOut);
    await gateway?.stop();
    expect(await run({ found: [], states: ['failed'] }, { as })).toBe(2);
    expect([gateway?.asked[0], gateway?.asked.at(-1)]).toEqual(inAndOut);
  });

  test('DGN-05 an account that may not sign in, or has to choose a password first, ends with 2 and the reason', async () => {
    expect(await run({ found: [], states: [] }, { as: { email: 'job@example.com', password: 'wrong' } })).toBe(2);
    expect(printed).toEqual(['Email or password is wrong. (wrong-credentials)']);
    expect(gateway?.asked).toEqual(['POST /api/v1/sessions']);
    await gateway?.stop();
    expect(await run({ found: [], states: [] }, { as: { email: 'new@example.com', password: 'right' } })).toBe(2);
    expect(printed).toEqual([expect.stringContaining('must choose a password')]);
    expect(gateway?.asked).toEqual(inAndOut);
  });

  test.each([
    ['breaks off', { broken: 'cut' }],
    ['is no JSON', { broken: 'page' }],
    ['is another JSON', { broken: 'other' }],
  ] as const)('DGN-05 an answer that %s ends with 2 and one line', async (_what, broken) => {
    expect(await run({ found: [], states: [], ...broken })).toBe(2);
    expect([printed.length, printed[0]?.includes('\n')]).toEqual([1, false]);
  });
});

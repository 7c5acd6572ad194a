import { expect, test } from '@jest/globals';
import { type FacetFold, type Recorded, type StreamName, type StreamReader } from '@rollcall/event-sourcing';
import { recordHistory } from '@rollcall/testing';
import { readFacet } from './read-facet.js';

type Opened = Readonly<{ type: 'Opened' | 'Closed'; data: Readonly<{ name: string }> }>;
const stream = 'front.room-7-a' as StreamName;
const fold = {
  category: 'front.room',
  initial: undefined,
  evolve: (_state: unknown, { type, data }: Recorded<Opened>) => (type === 'Opened' ? data : undefined),
} as FacetFold<never>;

const holding = (events: readonly Opened[]): StreamReader =>
  ({ readStream: () => recordHistory(stream, events) }) as unknown as StreamReader;

test('KRN-16 a facet is read at the version of its newest event', async () => {
  const room = await readFacet(holding([opened('Mill'), opened('Loft')]), fold, stream);
  expect(room).toEqual({ source: 'front', kind: 'room', key: '7-a', version: 1n, state: { name: 'Loft' } });
});

test('KRN-08 a removed thing is known without a state, a thing never written is not', async () => {
  const closed = { type: 'Closed', data: { name: '' } } as const;
  expect(await readFacet(holding([opened('Mill'), closed]), fold, stream)).toMatchObject({
    version: 1n,
    state: undefined,
  });
  expect(await readFacet(holding([]), fold, stream)).toBeUndefined();
});

const opened = (name: string): Opened => ({ type: 'Opened', data: { name } });

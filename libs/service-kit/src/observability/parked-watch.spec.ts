import { expect, test } from '@jest/globals';
import type { ParkedMessage } from '@rollcall/event-sourcing';
import { ParkedWatch } from './parked-watch.js';

const parked = (id: string, place: ParkedMessage['place'], group = 'identity'): ParkedMessage => ({
  ...{ id, group, place, topic: 'rollcall.directory.v1', key: 'k', type: 'rollcall.directory.person-created.v1' },
  ...{ reason: 'failed 8 times: Error: no account for ann@studio.example', parkedAt: new Date(0) },
});

function watching(groups: readonly string[]) {
  const lines: Record<string, unknown>[] = [];
  const bus = { messages: [] as readonly ParkedMessage[], away: false };
  const list = async () => {
    if (bus.away) throw new Error('away');
    return bus.messages;
  };
  const watch = new ParkedWatch(
    { parked: { list, redrive: async () => {}, skip: async () => {} } },
    { warn: (details: object) => void lines.push({ ...details }) },
  );
  for (const group of groups) watch.consumesAs(group);
  return { watch, bus, lines };
}

test('KRN-11 each message set aside gets one line, without addresses; those behind it are counted only', async () => {
  const { watch, bus, lines } = watching(['identity']);
  bus.messages = [parked('1', 'cause'), parked('2', 'behind')];
  expect(await watch.look()).toEqual(new Map([['identity', 2]]));
  await watch.look();
  expect(lines).toEqual([
    expect.objectContaining({
      parked: '1',
      group: 'identity',
      reason: 'failed 8 times: Error: no account for [address]',
    }),
  ]);
  bus.messages = [parked('2', 'cause')];
  await watch.look();
  expect(lines.map((line) => line['parked'])).toEqual(['1', '2']);
});

test('KRN-11 a group with nothing set aside counts 0, another service’s is not counted', async () => {
  const { watch, bus, lines } = watching(['licensing', 'seats-v1-a']);
  bus.messages = [parked('1', 'cause')];
  expect(await watch.look()).toEqual(new Map(Object.entries({ licensing: 0, 'seats-v1-a': 0 })));
  expect(lines).toEqual([]);
});

test('KRN-11 while the bus is away the last figure stands', async () => {
  const { watch, bus } = watching(['identity']);
  bus.messages = [parked('1', 'cause')];
  await watch.look();
  bus.away = true;
  expect(await watch.look()).toEqual(new Map([['identity', 1]]));
});

test('KRN-11 it looks by itself until it is over', async () => {
  const { watch, bus, lines } = watching(['identity']);
  const over = new AbortController();
  let turns = 0;
  await watch.keepLooking(async () => {
    bus.messages = [parked('late', 'cause')];
    if (++turns === 2) over.abort();
  }, over.signal);
  expect(lines).toHaveLength(1);
});

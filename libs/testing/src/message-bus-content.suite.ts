import { expect } from '@jest/globals';
import type { Envelope } from '@rollcall/event-sourcing';
import { streamVersion } from '@rollcall/event-sourcing';
import type { BusTest, MessageBusContract, OpenBus } from './message-bus-contract.js';
import { Arrivals, someMessage } from './message-bus-contract.js';

const names = ['Zoë Ångström', 'Đặng Thị', '李小龍', 'Ибрагим', 'محمد', 'שרה', 'ゆき', '👩🏽‍🎨 Ø', "O'Brien\u0000\u2028"];

/** What a message holds arrives as it was. */
export function contentSuite(test: BusTest, cryptography: MessageBusContract['cryptography']): void {
  test('KRN-06 data, facet and metadata arrive as they were published', async (opened) => {
    const message = someMessage(opened.topic, 'a', 7, {
      data: {
        at: new Date('2026-01-02T03:04:05.678Z'),
        count: 2n ** 63n,
        none: null,
        nested: { list: [1, 'two', true] },
      },
      metadata: {
        causationId: 'cause',
        correlationId: 'conversation',
        actor: { kind: 'user', id: 'account:with:colons' },
        subject: { kind: 'service', id: 'licensing' },
        teamId: 'team',
        siteId: 'site',
        occurredAt: new Date('2026-02-03T04:05:06.007Z'),
        traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
      },
    });
    expect(await sendAndReceive(opened, message)).toEqual(message);
  });

  test('KRN-08 a removed thing leaves a facet without state', async (opened) => {
    const facet = { source: 'suite', kind: 'thing', key: 'a', version: streamVersion(2n ** 60n), state: undefined };
    const received = await sendAndReceive(opened, someMessage(opened.topic, 'a', 0, { facet }));
    expect(received.facet).toEqual(facet);
  });

  test('KRN-06 a message without facet stays without', async (opened) => {
    const { facet: _facet, ...message } = someMessage(opened.topic, 'a');
    expect(await sendAndReceive(opened, message)).toEqual(message);
  });

  test('KRN-06 names in many scripts, as data and as keys', async ({ bus, topic }) => {
    const arrivals = new Arrivals();
    const subscription = await bus.consume('readers', [topic], { each: arrivals.add });
    await bus.publish(names.map((name) => someMessage(topic, name, 0, { data: { name } })));
    await subscription.quiet();
    const received = arrivals.messages.map(({ key, data }) => [key, (data as { name: string }).name]);
    expect(received.sort()).toEqual(names.map((name) => [name, name]).sort());
  });

  test('KRN-06 a message of 300 KB', async (opened) => {
    const message = someMessage(opened.topic, 'a', 0, { data: { text: 'ø'.repeat(150_000) } });
    expect(await sendAndReceive(opened, message)).toEqual(message);
  });

  test('KRN-17 topics hold personal data as cipher text, unreadable once its key is destroyed', async (opened) => {
    const { bus, place, topic } = opened;
    const subject = `person:${topic}`;
    const personal = { subject, login: 'ada-the-first', email: 'ada@example.org' };
    const facet = { ...someMessage(topic, 'a').facet!, state: { personal, status: 'active' } };
    const message = someMessage(topic, 'a', 0, { data: { personal }, facet });
    expect(await sendAndReceive(opened, message)).toEqual(message);
    expect(await place.text()).not.toMatch(/ada-the-first|ada@example/);

    cryptography.erase(subject);
    const arrivals = new Arrivals();
    await (await bus.consume('later', [topic], { each: arrivals.add })).quiet();
    const erased = { subject, login: '[erased]', email: '[erased]' };
    expect(arrivals.messages[0]?.data).toEqual({ personal: erased });
    expect(arrivals.messages[0]?.facet?.state).toEqual({ personal: erased, status: 'active' });
  });
}

async function sendAndReceive({ bus, topic }: OpenBus, message: Envelope): Promise<Envelope> {
  const arrivals = new Arrivals();
  const subscription = await bus.consume('readers', [topic], { each: arrivals.add });
  await bus.publish([message]);
  await subscription.quiet();
  expect(arrivals.messages).toHaveLength(1);
  return arrivals.messages[0]!;
}

import { expect, test } from '@jest/globals';
import { createCommandHandler, decideOne } from '@rollcall/event-sourcing';
import { commandContext, createMemoryEventStore, createTestCryptography, createVirtualClock } from '@rollcall/testing';
import { noteAccount } from '../account/account.decisions.js';
import { poolDecider } from '../pool/pool.decider.js';
import { assignSeat, poolStream } from './seat.decisions.js';

test('KRN-05 LIC-14 an instance that has not heard of an assignment lets it be when it is asked again', async () => {
  const cryptography = createTestCryptography();
  const store = createMemoryEventStore({ cryptography });
  const [here, there] = [0, 1].map(() =>
    createCommandHandler({ store, cryptography, clock: createVirtualClock(), random: () => 0 }),
  );
  const start = { type: 'StartSubscription', data: { teamId: 't', total: 1 } } as const;
  const heard = { accountId: 'a', emailIndex: 'e', closed: false, version: 1n, personIds: [] };
  const assign = assignSeat({ seatId: 's', teamId: 't', accountId: 'a' }, new Date(0));
  await here!(decideOne(poolDecider, poolStream('t'), start), commandContext());
  await there!(noteAccount(heard), commandContext());
  expect(await here!(assign, commandContext())).toMatchObject({ ok: true });
  expect(await there!(assign, commandContext())).toMatchObject({ ok: true });
});

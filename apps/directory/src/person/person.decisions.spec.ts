import { beforeEach, describe, expect, test } from '@jest/globals';
import { accountEmailChanged } from '@rollcall/contracts';
import {
  type Command,
  type CommandHandler,
  createCommandHandler,
  decideOne,
  type EventStore,
  handleWith,
} from '@rollcall/event-sourcing';
import { readState } from '@rollcall/service-kit';
import { commandContext, createMemoryEventStore, createTestCryptography, createVirtualClock } from '@rollcall/testing';
import { emailClaimDecider, emailClaimStream } from '../email-claim/email-claim.decider.js';
import { onAccountEmailChanged } from '../integration/on-account-email-changed.js';
import { loginClaimDecider, loginClaimStream } from '../login-claim/login-claim.decider.js';
import { siteDecider, siteStream } from '../site/site.decider.js';
import { openSite } from '../site/site.decisions.js';
import { personDecider } from './person.decider.js';
import {
  activatePerson,
  changeEmail,
  changeLogin,
  confirmSeat,
  createPerson,
  disablePerson,
  erasePerson,
  personStream,
  refuseAttempt,
  timeOutAttempt,
} from './person.decisions.js';
import type { PersonEvent } from './person.events.js';
import { editPerson, onSite } from './person-on-site.js';

const cryptography = createTestCryptography();
let store: EventStore;
let handle: CommandHandler;

beforeEach(async () => {
  store = createMemoryEventStore({ cryptography });
  handle = createCommandHandler({ store, cryptography, clock: createVirtualClock(), random: () => 0.5 });
  for (const siteId of ['s', 'other']) {
    const site = { siteId, teamId: 't', slug: siteId, name: siteId, kind: 'trial', accountMode: 'migrated' } as const;
    await ask(
      openSite({ ...site, accessModel: 'single-role' }, { projectId: `template-${siteId}`, nameIndex: siteId }),
    );
  }
});

/** `done`, or the code of the refusal. */
async function ask(command: Command): Promise<string> {
  const outcome = await handle(command, commandContext());
  return outcome.ok ? 'done' : outcome.rejection.rejected;
}
const addressOf = (name: string) => ({ email: `${name}@x.example.com`, emailIndex: name.toLowerCase() });
type Form = Partial<{ login: string; email: string; siteId: string; disabled: boolean; projectIds: string[] }>;
const create = (personId: string, form: Form = {}) => {
  const { login = personId, email = personId, siteId = 's', disabled = false, projectIds = [] } = form;
  const person = {
    personId,
    siteId,
    firstName: 'A',
    lastName: 'B',
    login,
    loginIndex: `${siteId}-${login}`,
  };
  return ask(
    createPerson({ ...person, ...addressOf(email), projectIds, groupIds: [] }, { disabled, welcome: 'invite' }),
  );
};
const seat = (personId: string, attempt: number) => ask(confirmSeat(personId, { attempt, accountId: 'account' }));
const refuse = (personId: string, attempt: number) =>
  ask(refuseAttempt(personId, { attempt, code: 'no', reason: 'No.' }));
const change = (personId: string, name: string) => ask(changeEmail(personId, addressOf(name), false));
const holder = async (emailIndex: string, siteId = 's') => {
  const { state } = await readState(store, emailClaimDecider, emailClaimStream(siteId, emailIndex));
  return state.status === 'held' ? state.owner : 'free';
};
const person = async (personId: string) => {
  const { state } = await readState(store, personDecider, personStream(personId));
  if (state.status === 'none') throw new Error('nobody');
  return state;
};

describe('the claim on an email', () => {
  test('IDN-03 STO-1 one active or activating person a site; another site has its own', async () => {
    expect(await create('zoe')).toBe('done');
    expect(await create('twin', { email: 'zoe' })).toBe('email-active-on-site');
    expect(await create('idle', { email: 'zoe', disabled: true })).toBe('done');
    expect(await create('far', { email: 'zoe', siteId: 'other' })).toBe('done');
    expect(await ask(activatePerson('idle', 'invite'))).toBe('email-active-on-site');
    await ask(disablePerson('zoe', 'admin'));
    expect(await ask(activatePerson('idle', 'invite'))).toBe('done');
    expect(await holder('zoe')).toBe('idle');
  });

  test('KRN-03 50 people race for one email, one wins', async () => {
    const racers = Array.from({ length: 50 }, (_, at) => create(`racer${at}`, { email: 'prize' }));
    const results = await Promise.all(racers);
    expect(results.filter((result) => result === 'done')).toHaveLength(1);
  });

  test.each(['refused', 'timed out'])('STO-4 is free again when the attempt is %s', async (how) => {
    await create('zoe');
    await (how === 'refused' ? refuse('zoe', 1) : ask(timeOutAttempt('zoe', 1)));
    expect(await holder('zoe')).toBe('free');
    expect(await ask(activatePerson('zoe', 'invite'))).toBe('done');
    expect((await person('zoe')).attempt).toBe(2);
  });

  test('IDN-50 of an edit is held beside the former one until the attempt is answered', async () => {
    await create('zoe');
    await seat('zoe', 1);
    await change('zoe', 'new');
    expect([await holder('zoe'), await holder('new')]).toEqual(['zoe', 'zoe']);
    await refuse('zoe', 2);
    expect([await holder('zoe'), await holder('new')]).toEqual(['zoe', 'free']);
    await change('zoe', 'newer');
    await seat('zoe', 3);
    expect([await holder('zoe'), await holder('newer')]).toEqual(['free', 'zoe']);
  });

  test.each(['confirmed', 'refused'])(
    'IDN-50 of an edit that only writes it differently stays when that is %s',
    async (how) => {
      await create('zoe');
      await seat('zoe', 1);
      await change('zoe', 'ZOE');
      await (how === 'refused' ? refuse('zoe', 2) : seat('zoe', 2));
      expect(await holder('zoe')).toBe('zoe');
      expect(await ask(disablePerson('zoe', 'admin'))).toBe('done');
      expect(await holder('zoe')).toBe('free');
    },
  );

  test('STO-8 disabling in the middle of an edit frees both', async () => {
    await create('zoe');
    await seat('zoe', 1);
    await change('zoe', 'new');
    await ask(disablePerson('zoe', 'admin'));
    expect([await holder('zoe'), await holder('new')]).toEqual(['free', 'free']);
  });

  test('IDN-45 moves with the address of somebody who is being activated', async () => {
    await create('zoe');
    await change('zoe', 'new');
    expect([await holder('zoe'), await holder('new')]).toEqual(['free', 'zoe']);
  });
});

describe('logins and projects', () => {
  test('DIR-02 a login moves with its owner and is free for others then', async () => {
    await create('zoe');
    await create('max');
    expect(await ask(changeLogin('max', 'zoe', 's-zoe'))).toBe('login-taken');
    expect(await ask(changeLogin('zoe', 'zoe.j', 's-zoe.j'))).toBe('done');
    expect(await ask(changeLogin('max', 'zoe', 's-zoe'))).toBe('done');
    const { state } = await readState(store, loginClaimDecider, loginClaimStream('s-zoe'));
    expect(state).toMatchObject({ status: 'held', owner: 'max' });
  });

  test('DIR-09 a project of another site, or none, is unknown', async () => {
    expect(await create('a', { projectIds: ['template-other'] })).toBe('unknown-project');
    expect(await create('b', { projectIds: ['nothing'] })).toBe('unknown-project');
    expect(await create('c', { projectIds: ['template-s'] })).toBe('done');
  });

  test('DIR-14 one edit is all or nothing, on what its own parts have changed', async () => {
    await create('zoe');
    await create('max');
    const login = { login: 'zoe.j', loginIndex: 's-zoe.j' };
    const taken = editPerson('zoe', { login, address: addressOf('max'), warnedOfTwin: false });
    expect(await ask(taken)).toBe('email-active-on-site');
    expect((await person('zoe')).login).toBe('zoe');
    await ask(
      decideOne(siteDecider, siteStream('s'), { type: 'ChangeSetting', data: { key: 'profile.sync', value: 'no' } }),
    );
    const edit = { firstName: 'Zoe', login, address: addressOf('new'), warnedOfTwin: true };
    expect(await ask(onSite('s', 'zoe', editPerson('zoe', edit)))).toBe('done');
    expect(await person('zoe')).toMatchObject({
      firstName: 'Zoe',
      login: 'zoe.j',
      address: addressOf('new'),
      attempt: 2,
    });
    const events = await Array.fromAsync(store.readStream<PersonEvent>(personStream('zoe')));
    const asked = events.findLast(({ type }) => type === 'ActivationRequested');
    expect(asked?.data).toMatchObject({ personal: { firstName: 'Zoe', email: 'new@x.example.com' } });
  });
});

describe('K17 by hand', () => {
  const set = (value: string) =>
    ask(decideOne(siteDecider, siteStream('s'), { type: 'ChangeSetting', data: { key: 'seat.onActivation', value } }));
  const byHand = async (personId: string) => (await person(personId)).open?.byHand;

  test('K17 manual-first: the first activation of somebody created disabled, and only that', async () => {
    await create('idle', { disabled: true });
    await create('live');
    await ask(activatePerson('idle', 'invite'));
    expect([await byHand('idle'), await byHand('live')]).toEqual([true, false]);
    await seat('idle', 1);
    await ask(disablePerson('idle', 'admin'));
    await ask(activatePerson('idle', 'invite'));
    expect(await byHand('idle')).toBe(false);
  });

  test('K17 auto never, manual always', async () => {
    await set('auto');
    await create('idle', { disabled: true });
    await ask(activatePerson('idle', 'invite'));
    await set('manual');
    await create('live');
    expect([await byHand('idle'), await byHand('live')]).toEqual([false, true]);
  });
});

describe('IDN-46 the account’s email', () => {
  const tell = (version: number, name: string, ...people: readonly string[]) => {
    const data = { accountId: 'account', people: people.map((personId) => ({ personId, siteId: 's' })) };
    const message = {
      id: `message-${version}`,
      type: accountEmailChanged.type,
      data: { ...data, personal: { subject: 'account:account', email: addressOf(name).email, previous: '' } },
      facet: { source: 'identity', kind: 'account', key: 'account', version: BigInt(version), state: addressOf(name) },
      metadata: commandContext(),
    };
    return handleWith(onAccountEmailChanged, { handle, cryptography })(message as never);
  };

  test('IDN-46 IDN-49 whoever is active follows, whoever is not stays, in whatever order they are named', async () => {
    await create('idle', { disabled: true });
    await create('zoe');
    await seat('zoe', 1);
    expect(await tell(3, 'moved', 'idle', 'zoe')).toBe('ack');
    expect((await person('zoe')).address).toEqual(addressOf('moved'));
    expect((await person('idle')).address).toEqual(addressOf('idle'));
    expect([await holder('zoe'), await holder('moved')]).toEqual(['free', 'zoe']);
  });

  test('KRN-04 IDN-46 an older change that is delivered late is not followed', async () => {
    await create('zoe');
    await seat('zoe', 1);
    await tell(5, 'newest', 'zoe');
    await tell(4, 'older', 'zoe');
    expect((await person('zoe')).address).toEqual(addressOf('newest'));
  });

  test('IDN-46 an address somebody else of the site holds is left to an Admin', async () => {
    await create('zoe');
    await create('max');
    await seat('zoe', 1);
    expect(await tell(1, 'max', 'zoe')).toBe('ack');
    expect((await person('zoe')).address).toEqual(addressOf('zoe'));
    expect(await holder('max')).toBe('max');
  });
});

test('KRN-17 DIR-02 login and email of somebody erased are free for others', async () => {
  expect(await create('zoe')).toBe('done');
  expect(await ask(erasePerson('zoe'))).toBe('not-disabled');
  expect(await ask(disablePerson('zoe', 'admin'))).toBe('done');
  expect(await ask(erasePerson('zoe'))).toBe('done');
  expect(await ask(erasePerson('zoe'))).toBe('done');
  expect(await ask(activatePerson('zoe', 'invite'))).toBe('person-erased');
  expect(await create('ann', { login: 'zoe', email: 'zoe' })).toBe('done');
  expect(await holder('zoe')).toBe('ann');
});

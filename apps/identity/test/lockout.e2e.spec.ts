import { afterAll, afterEach, beforeAll, describe, expect, jest, test } from '@jest/globals';
import {
  DependencyAway,
  type Envelope,
  type EphemeralStore,
  type EventStore,
  type MessageBus,
  type StreamName,
} from '@rollcall/event-sourcing';
import { BUS, EPHEMERAL, EVENT_STORE, PasswordHashing } from '@rollcall/service-kit';
import { createVirtualClock } from '@rollcall/testing';
import { accountStream } from '../src/account/account.events.js';
import { Afterwards } from '../src/http/afterwards.js';
import { lockStream } from '../src/lock/lock.events.js';
import { toldPerson } from './directory-tells.js';
import { goodPassword, RunningIdentity } from './running-identity.js';

jest.setTimeout(180_000);
const minute = 60_000;
const clock = createVirtualClock();
const told: Envelope[] = [];
let identity: RunningIdentity;
beforeAll(async () => {
  identity = await RunningIdentity.start({ clock });
  await identity.get<MessageBus>(BUS).observe(['rollcall.identity.v1'], (message) => void told.push(message));
});
afterAll(() => identity.stop());
afterEach(() => void jest.restoreAllMocks());

const refused = { ok: false, status: 401, rejection: { rejected: 'wrong-credentials' } };
const throttled = { ok: false, status: 429, rejection: { rejected: 'too-many-requests' } };

/** An account that its owner signs in to. */
async function account(name: string): Promise<Readonly<{ email: string; accountId: string }>> {
  const email = `${name}@locks.example`;
  const made = await identity.operatorAccount(email);
  if (!made.ok) throw new Error(made.rejection.rejected);
  return { email, accountId: made.body.accountId };
}
/** Wrong passwords one after the other; everything that follows from them has happened. */
async function guess(times: number, email: string): Promise<void> {
  for (let time = 0; time < times; time += 1) expect(await identity.signIn(email, 'wrong')).toMatchObject(refused);
  await identity.quiet();
}
/** A locked account, and the minute of its throttle is over. */
async function locked(name: string): Promise<Readonly<{ email: string; accountId: string }>> {
  const made = await account(name);
  await guess(10, made.email);
  clock.advance(minute);
  return made;
}
async function eventsOf(stream: StreamName): Promise<readonly string[]> {
  const types: string[] = [];
  for await (const { type } of identity.get<EventStore>(EVENT_STORE).readStream(stream)) types.push(type);
  return types;
}
const toldOf = (key: string): readonly unknown[] =>
  told.filter((message) => message.key === key && message.facet?.kind === 'lock').map(({ facet }) => facet?.state);

describe('the lock of an account', () => {
  test('IDN-25 IDN-28 ten wrong passwords lock it for 30 minutes, for the right one too; then it is open by itself', async () => {
    const { email, accountId } = await account('waits');
    await guess(9, email);
    expect(await eventsOf(lockStream(accountId))).toEqual([]);
    clock.advance(minute);
    await guess(1, email);
    expect(await identity.signIn(email)).toMatchObject(refused);
    const until = new Date(clock.now().getTime() + 30 * minute).toISOString();
    expect(toldOf(accountId)).toEqual([{ accountId, lockedUntil: until }]);
    clock.advance(30 * minute - 1);
    expect(await identity.signIn(email)).toMatchObject(refused);
    clock.advance(1);
    expect(await identity.signIn(email)).toMatchObject({ ok: true, status: 201 });
    await identity.quiet();
    expect(await eventsOf(lockStream(accountId))).toEqual(['AccountLocked', 'AccountUnlocked']);
    expect(toldOf(accountId).at(-1)).toEqual({ accountId });
  });

  test('K18 IDN-25 after success and after expiry there is a whole budget again', async () => {
    const { email, accountId } = await account('budget');
    await guess(9, email);
    expect(await identity.signIn(email)).toMatchObject({ ok: true });
    await guess(9, email);
    clock.advance(minute);
    expect(await identity.signIn(email)).toMatchObject({ ok: true });
    await guess(10, email);
    clock.advance(minute);
    // Tries while it is locked are of no budget that counts later.
    await guess(5, email);
    clock.advance(29 * minute);
    await guess(9, email);
    clock.advance(minute);
    expect(await identity.signIn(email)).toMatchObject({ ok: true });
    await identity.quiet();
    expect(await eventsOf(lockStream(accountId))).toEqual(['AccountLocked', 'AccountUnlocked']);
  });

  test('IDN-25 tries at the same moment share one budget, and lock once', async () => {
    const { email, accountId } = await account('crowd');
    await Promise.all(Array.from({ length: 30 }, () => identity.signIn(email, 'wrong')));
    await identity.quiet();
    expect(await eventsOf(lockStream(accountId))).toEqual(['AccountLocked']);
    clock.advance(minute);
    expect(await identity.signIn(email)).toMatchObject(refused);
  });

  test('IDN-25 the signed-in owner’s own tries at their password count too', async () => {
    const { email, accountId } = await account('inside');
    await guess(9, email);
    const change = { current: 'wrong', password: 'Quiet-Lantern-22-Orchard' };
    expect(await identity.call('put', `/accounts/${accountId}/password`, change)).toMatchObject(refused);
    await identity.quiet();
    clock.advance(minute);
    expect(await identity.signIn(email)).toMatchObject(refused);
  });

  test('IDN-25 whoever is invited starts with a whole budget, whatever was tried on the address before', async () => {
    const zoe = toldPerson('zoe', 'zoe@locks.example');
    const accountId = await identity.activate(zoe);
    await guess(10, zoe.email);
    clock.advance(minute);
    await guess(10, zoe.email);
    const { id, token } = await identity.linkTo(zoe.email, 'ACCEPT INVITATION');
    await identity.call('post', '/invitations/accept', { id, token, password: goodPassword });
    clock.advance(minute);
    expect(await identity.signIn(zoe.email)).toMatchObject({ ok: true });
    expect(await eventsOf(lockStream(accountId))).toEqual([]);
  });

  test('IDN-25 a used-up budget keeps the right password out before the lock is stored', async () => {
    const { email, accountId } = await account('early');
    await guess(9, email);
    clock.advance(minute);
    jest.spyOn(identity.get(Afterwards), 'run').mockImplementation(() => undefined);
    await guess(1, email);
    expect(await identity.signIn(email)).toMatchObject(refused);
    expect(await eventsOf(lockStream(accountId))).toEqual([]);
    jest.restoreAllMocks();
    // What was not done then, the next try does.
    expect(await identity.signIn(email)).toMatchObject(refused);
    await identity.quiet();
    expect(await eventsOf(lockStream(accountId))).toEqual(['AccountLocked']);
  });

  test('IDN-25 a try that identity was too busy to look at is none', async () => {
    const { email } = await account('busy');
    jest.spyOn(identity.get(PasswordHashing), 'verify').mockRejectedValue(new DependencyAway('too busy'));
    for (let time = 0; time < 10; time += 1) await expect(identity.signIn(email, 'wrong')).rejects.toThrow('503');
    jest.restoreAllMocks();
    clock.advance(minute);
    await guess(9, email);
    clock.advance(minute);
    expect(await identity.signIn(email)).toMatchObject({ ok: true });
  });

  test('KRN-14 IDN-25 losing what is counted ends no lock', async () => {
    const { email } = await locked('kept');
    jest.spyOn(identity.get<EphemeralStore>(EPHEMERAL), 'increment').mockResolvedValue(1);
    expect(await identity.signIn(email)).toMatchObject(refused);
  });

  test('IDN-27 no Admin unlocks it', async () => {
    const answer = await identity.call('post', '/people/anybody/unlock');
    expect(answer).toMatchObject({ ok: false, status: 403, rejection: { rejected: 'not-allowed-in-this-mode' } });
  });
});

describe('strangers learn nothing', () => {
  /** What a sign-in asks of the ports, in its order: the streams' kinds, the counts and the verifications. */
  async function workOf(email: string, password: string): Promise<readonly string[]> {
    const work: string[] = [];
    const store = identity.get<EventStore>(EVENT_STORE);
    const ephemeral = identity.get<EphemeralStore>(EPHEMERAL);
    const hashing = identity.get(PasswordHashing);
    const { readStream } = store;
    const { increment } = ephemeral;
    const { verify } = hashing;
    jest.spyOn(store, 'readStream').mockImplementation((stream, options) => {
      work.push(`read ${stream.split('-')[0]}`);
      return readStream.call(store, stream, options) as never;
    });
    jest.spyOn(ephemeral, 'increment').mockImplementation((key, ttl) => {
      work.push(`count ${key.split('|')[0]}`);
      return increment.call(ephemeral, key, ttl);
    });
    jest.spyOn(hashing, 'verify').mockImplementation((typed, stored) => {
      work.push('argon2');
      return verify.call(hashing, typed, stored);
    });
    expect(await identity.signIn(email, password)).toEqual(await expectedAnswer);
    jest.restoreAllMocks();
    return work;
  }
  let expectedAnswer: ReturnType<RunningIdentity['signIn']>;

  test('IDN-26 known, unknown, locked, pending, disabled and closed names: one answer, the same reads, one argon2', async () => {
    const known = await account('known');
    const lockedOne = await locked('locked');
    await identity.activate(toldPerson('pending', 'pending@locks.example'));
    const disabled = toldPerson('disabled', 'disabled@locks.example');
    await account('disabled');
    const accountId = await identity.activate(disabled);
    await identity.hear(identity.directory.disables(disabled, accountId));
    const gone = await account('closed');
    await identity.call('post', `/accounts/${gone.accountId}/close`, { password: goodPassword });
    expectedAnswer = identity.signIn('first@locks.example', 'wrong');
    await identity.quiet();
    const cases = [
      [known.email, 'wrong'],
      ['nobody@locks.example', 'wrong'],
      [lockedOne.email, 'wrong'],
      [lockedOne.email, goodPassword],
      ['pending@locks.example', 'wrong'],
      [disabled.email, 'wrong'],
      [gone.email, goodPassword],
    ] as const;
    const works = [];
    for (const [email, password] of cases) works.push(await workOf(email, password));
    expect(works[0]).toEqual([
      ...['read identity.email', 'read identity.account', 'count tries', 'read identity.lock', 'count wrong', 'argon2'],
    ]);
    for (const work of works) expect(work).toEqual(works[0]);
  });

  test('IDN-26 the eleventh try of a minute is throttled, whether the name is known, locked or nobody’s', async () => {
    const { email } = await account('throttled');
    for (const one of [email, 'no.one@locks.example']) {
      await guess(10, one);
      expect(await identity.signIn(one)).toMatchObject(throttled);
    }
  });

  test('IDN-25 a flood of wrong passwords grows no stream by its tries, and makes no sign-in read more', async () => {
    const { email, accountId } = await account('flooded');
    const [before] = [await eventsOf(accountStream(accountId))];
    for (let round = 0; round < 4; round += 1) {
      await guess(10, email);
      expect(await identity.signIn(email)).toMatchObject(throttled);
      clock.advance(minute);
    }
    expect(await eventsOf(accountStream(accountId))).toEqual(before);
    expect(await eventsOf(lockStream(accountId))).toEqual(['AccountLocked']);
    clock.advance(30 * minute);
    expect(await identity.signIn(email)).toMatchObject({ ok: true });
  });
});

describe('whoever runs the site', () => {
  test('IDN-25 the last active Admin is never locked out for good: the lock ends by time, however long the flood', async () => {
    const { email } = await locked('last.admin');
    for (let hour = 0; hour < 3; hour += 1) {
      clock.advance(30 * minute);
      expect(await identity.signIn(email)).toMatchObject({ ok: true });
      await guess(10, email);
      clock.advance(minute);
      expect(await identity.signIn(email)).toMatchObject(refused);
    }
  });
});

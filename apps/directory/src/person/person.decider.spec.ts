import { describe, test } from '@jest/globals';
import { deciderSpecification } from '@rollcall/testing';
import type { CreatePerson } from './person.commands.js';
import { personDecider } from './person.decider.js';
import type { PersonEvent } from './person.events.js';

const { given } = deciderSpecification(personDecider);
const subject = 'person:zoe';
const name = { firstName: 'Zoë', lastName: 'Janssens' };
const email = 'zoe@x.example.com';
const terms = { claimVersion: 1, byHand: false, welcome: 'invite' } as const;
const ids = { personId: 'zoe', siteId: 's', teamId: 't', loginIndex: 'login', emailIndex: 'index' };
const form: CreatePerson['data'] = { ...ids, ...name, login: 'zoe', email, projectIds: ['p', 'p'], groupIds: ['g'] };

const created = (createdDisabled: boolean): PersonEvent => ({
  type: 'PersonCreated',
  data: {
    ...ids,
    createdDisabled,
    projectIds: ['p'],
    groupIds: ['g'],
    personal: { subject, ...name, login: 'zoe', email },
  },
});
type Requested = Extract<PersonEvent, { type: 'ActivationRequested' }>['data'];
const requested = (attempt: number, cause: Requested['cause'], more: Partial<Requested> = {}): PersonEvent => ({
  type: 'ActivationRequested',
  data: { attempt, cause, ...terms, emailIndex: 'index', personal: { subject, email, ...name }, ...more },
});
const activated = (attempt: number, accountId = 'account'): PersonEvent => ({
  type: 'PersonActivated',
  data: { attempt, accountId, seatId: 'seat', welcome: 'invite' },
});
const refusal = { code: 'no-seat-left', reason: 'No seat left: 20 of 20 in use.' };
const refused = (attempt: number): PersonEvent => ({ type: 'ActivationRefused', data: { attempt, ...refusal } });
const timedOut = (attempt: number, waitingFor: string): PersonEvent => ({
  type: 'ActivationTimedOut',
  data: { attempt, waitingFor },
});
const disabled = (attempt: number, accountId?: string): PersonEvent => ({
  type: 'PersonDisabled',
  data: { attempt, reason: 'admin', ...(accountId && { accountId }) },
});
const found = (attempt: number): PersonEvent => ({ type: 'AccountFound', data: { attempt, accountId: 'account' } });
const moved = (to: string, source: 'admin' | 'portal' | 'refused', emailIndex = 'other'): PersonEvent => ({
  type: 'PersonEmailChanged',
  data: { source, warnedOfTwin: false, emailIndex, personal: { subject, email: to } },
});

const activating = [created(false), requested(1, 'create')];
const active = [...activating, activated(1)];
const other = { email: 'other@x.example.com', emailIndex: 'other' };
const edited = requested(2, 'email-edit', { emailIndex: 'other', personal: { subject, ...name, email: other.email } });
const editing = [...active, moved(other.email, 'admin'), edited];

const seat = (attempt: number) =>
  ({ type: 'ConfirmSeat', data: { attempt, accountId: 'account', seatId: 'seat' } }) as const;
const refuse = (attempt: number) => ({ type: 'RefuseAttempt', data: { attempt, ...refusal } }) as const;
const timeOut = (attempt: number) => ({ type: 'TimeOutAttempt', data: { attempt } }) as const;
const disable = { type: 'DisablePerson', data: { reason: 'admin' } } as const;
const activate = { type: 'ActivatePerson', data: terms } as const;
const changeEmail = { type: 'ChangeEmail', data: { ...other, claimVersion: 1, warnedOfTwin: false } } as const;

describe('creating', () => {
  test('STO-1 DIR-01 a new person is disabled and asks for account and seat with their first attempt', () =>
    given()
      .when({ type: 'CreatePerson', data: { ...form, attempt: terms } })
      .then(...activating));
  test('IDN-10 K23 created disabled: nobody is asked for anything', () =>
    given().when({ type: 'CreatePerson', data: form }).then(created(true)));
  test('DIR-10 the role asked for, the number of another system and the import stay with the person', () => {
    const more = { roleId: 'r', externalId: '7', importId: 'i' };
    const event = created(true);
    given()
      .when({ type: 'CreatePerson', data: { ...form, ...more } })
      .then({ ...event, data: { ...event.data, ...more } } as PersonEvent);
  });
  test('KRN-02 exists once, and nothing is done about nobody', () => {
    given(created(true)).when({ type: 'CreatePerson', data: form }).thenRejected('person-exists');
    given().when(disable).thenRejected('not-found');
  });
});

describe('attempts', () => {
  test('STO-4 account and seat make the person active', () => {
    given(...activating)
      .when(seat(1))
      .then(activated(1));
    given(...active)
      .when(seat(1))
      .then();
  });
  test('STO-4 identity’s answer is remembered once, and only for the open attempt', () => {
    const note = (attempt: number) => ({ type: 'NoteAccount', data: { attempt, accountId: 'account' } }) as const;
    given(...activating)
      .when(note(1))
      .then(found(1));
    given(...activating, found(1))
      .when(note(1))
      .then();
    given(...activating)
      .when(note(2))
      .then();
  });
  test('STO-4 a refusal ends the attempt; the next one has the next number', () => {
    given(...activating)
      .when(refuse(1))
      .then(refused(1));
    given(...activating, refused(1))
      .when(refuse(1))
      .then();
    given(...activating, refused(1))
      .when(activate)
      .then(requested(2, 'activate'));
  });
  test('STO-4 whoever answers an ended attempt hears that it has ended', () => {
    const ended: PersonEvent = { type: 'ActivationEnded', data: { attempt: 1 } };
    given(...activating, refused(1))
      .when(seat(1))
      .then(ended);
    given(...activating, disabled(1))
      .when(seat(1))
      .then(ended);
    given(...activating, timedOut(1, 'identity'))
      .when(seat(1))
      .then(ended);
    given(...activating, refused(1), requested(2, 'activate'))
      .when(seat(1))
      .then(ended);
  });
  test('KRN-13 STO-4 nobody answered: the one who owes the answer is named', () => {
    given(...activating)
      .when(timeOut(1))
      .then(timedOut(1, 'identity'));
    given(...activating, found(1))
      .when(timeOut(1))
      .then(timedOut(1, 'licensing'));
    given(...active)
      .when(timeOut(1))
      .then();
  });
  test('IDN-04 enabling opens an attempt, once', () => {
    given(created(true)).when(activate).then(requested(1, 'activate'));
    given(...activating)
      .when(activate)
      .thenRejected('already-active');
    given(...active)
      .when(activate)
      .thenRejected('already-active');
  });
});

describe('disabling', () => {
  test('STO-8 DIR-04 ends the attempt the person is active by', () =>
    given(...active)
      .when(disable)
      .then(disabled(1, 'account')));
  test('STO-8 an open attempt ends as well', () =>
    given(...activating)
      .when(disable)
      .then(disabled(1)));
  test('STO-8 once', () => given(created(true)).when(disable).thenRejected('already-disabled'));
  test('DIR-17 enabled again it is the same person with the next attempt', () =>
    given(...active, disabled(1, 'account'))
      .when(activate)
      .then(requested(2, 'activate')));
});

describe('the email', () => {
  test('IDN-45 of a disabled person changes, and nobody is asked', () => {
    given(created(true)).when(changeEmail).then(moved(other.email, 'admin'));
    given(created(true), moved(other.email, 'admin')).when(changeEmail).then();
  });
  test('IDN-50 of an activating person: the attempt ends and the next one carries the new address', () => {
    given(...activating)
      .when(changeEmail)
      .then(moved(other.email, 'admin'), edited);
    given(...activating, moved(other.email, 'admin'), edited)
      .when(seat(1))
      .then({ type: 'ActivationEnded', data: { attempt: 1 } });
  });
  test('IDN-50 of an active person: they stay active while the new attempt is open', () => {
    given(...active)
      .when(changeEmail)
      .then(moved(other.email, 'admin'), edited);
    given(...editing)
      .when(seat(2))
      .then(activated(2));
    given(...editing)
      .when(seat(1))
      .then();
  });
  test('IDN-50 a second edit waits for the first', () =>
    given(...editing)
      .when({
        type: 'ChangeEmail',
        data: { email: 'third@x.example.com', emailIndex: 'third', claimVersion: 1, warnedOfTwin: false },
      })
      .thenRejected('command-in-progress'));
  test('STO-4 IDN-50 a refused edit takes the address back, and the attempt they are active by goes on', () => {
    const back = moved(email, 'refused', 'index');
    given(...editing)
      .when(refuse(2))
      .then(refused(2), back);
    given(...editing, refused(2), back)
      .when(seat(1))
      .then();
    given(...editing, refused(2), back)
      .when(disable)
      .then(disabled(2, 'account'));
  });
  test('KRN-13 an edit nobody answers is shown as late and stays open', () => {
    given(...editing)
      .when(timeOut(2))
      .then(timedOut(2, 'identity'));
    given(...editing, timedOut(2, 'identity'))
      .when(seat(2))
      .then(activated(2));
  });
  test('IDN-46 IDN-49 follows the account while active on it, and only then', () => {
    const follow = { type: 'FollowAccountEmail', data: { ...other, accountId: 'account' } } as const;
    given(...active)
      .when(follow)
      .then(moved(other.email, 'portal'));
    given(...active, moved(other.email, 'portal'))
      .when(follow)
      .then();
    given(...editing)
      .when(follow)
      .then();
    given(...active, disabled(1, 'account'))
      .when(follow)
      .then();
    given(...active)
      .when({ type: 'FollowAccountEmail', data: { ...other, accountId: 'another' } })
      .then();
  });
  test('IDN-46 STO-2 a change from before the attempt they are active by is none of its business', () => {
    const again = [...active, disabled(1, 'account'), requested(2, 'activate'), activated(2)];
    const follow = (attempt: number) =>
      ({ type: 'FollowAccountEmail', data: { ...other, accountId: 'account', attempt } }) as const;
    given(...again)
      .when(follow(1))
      .then();
    given(...again)
      .when(follow(2))
      .then(moved(other.email, 'portal'));
  });
});

describe('what describes a person', () => {
  test('DIR-12 name and login change once', () => {
    const rename = { type: 'RenamePerson', data: { ...name, firstName: 'Zoe', source: 'portal' } } as const;
    given(...active)
      .when(rename)
      .then({ type: 'PersonRenamed', data: { source: 'portal', personal: { subject, ...name, firstName: 'Zoe' } } });
    given(...active)
      .when({ type: 'RenamePerson', data: { ...name, source: 'admin' } })
      .then();
    given(...active)
      .when({ type: 'ChangeLogin', data: { login: 'zoe.j', loginIndex: 'zoe.j' } })
      .then({ type: 'PersonLoginChanged', data: { loginIndex: 'zoe.j', personal: { subject, login: 'zoe.j' } } });
    given(...active)
      .when({ type: 'ChangeLogin', data: { login: 'zoe', loginIndex: 'login' } })
      .then();
  });
  test('DIR-11 DIR-21 projects and groups become the wanted set, event by event', () => {
    given(...active)
      .when({ type: 'SetProjects', data: { projectIds: ['q', 'q'] } })
      .then(
        { type: 'PersonUnlinkedFromProject', data: { projectId: 'p' } },
        { type: 'PersonLinkedToProject', data: { projectId: 'q' } },
      );
    given(...active)
      .when({ type: 'SetGroups', data: { groupIds: ['g', 'h'] } })
      .then({ type: 'PersonJoinedGroup', data: { groupId: 'h' } });
    given(...active)
      .when({ type: 'SetGroups', data: { groupIds: [] } })
      .then({ type: 'PersonLeftGroup', data: { groupId: 'g' } });
  });
});

import { describe, test } from '@jest/globals';
import { deciderSpecification } from '@rollcall/testing';
import { personDecider } from './person.decider.js';
import type { PersonEvent } from './person.events.js';

const { given } = deciderSpecification(personDecider);
const subject = 'person:zoe';
const name = { firstName: 'Zoë', lastName: 'Janssens' };
const email = 'zoe@x.example.com';
const other = { email: 'other@x.example.com', emailIndex: 'other' };
const terms = { claimVersion: 1, byHand: false, welcome: 'invite' } as const;
const ids = { personId: 'zoe', siteId: 's', teamId: 't', loginIndex: 'login', emailIndex: 'index' };

const created = (createdDisabled: boolean): PersonEvent => {
  const personal = { subject, ...name, login: 'zoe', email };
  return { type: 'PersonCreated', data: { ...ids, createdDisabled, projectIds: ['p'], groupIds: ['g'], personal } };
};
const requested = (attempt: number): PersonEvent => ({
  type: 'ActivationRequested',
  data: { attempt, cause: 'create', ...terms, emailIndex: 'index', personal: { subject, email, ...name } },
});
const activated: PersonEvent = {
  type: 'PersonActivated',
  data: { attempt: 1, accountId: 'account', seatId: 'seat', welcome: 'invite' },
};
const moved: PersonEvent = {
  type: 'PersonEmailChanged',
  data: { source: 'admin', warnedOfTwin: false, emailIndex: 'other', personal: { subject, email: other.email } },
};
const refusal = { attempt: 1, code: 'no-seat-left', reason: 'No seat left: 20 of 20 in use.' };
const disabled: PersonEvent = { type: 'PersonDisabled', data: { attempt: 1, reason: 'admin', accountId: 'account' } };
const activating = [created(false), requested(1)];
const active = [...activating, activated];

const seat = { type: 'ConfirmSeat', data: { attempt: 1, accountId: 'account', seatId: 'seat' } } as const;
const refuse = { type: 'RefuseAttempt', data: refusal } as const;
const timeOut = { type: 'TimeOutAttempt', data: { attempt: 1 } } as const;
const disable = { type: 'DisablePerson', data: { reason: 'admin' } } as const;

describe('erasing', () => {
  const erase = { type: 'ErasePerson', data: {} } as const;
  const erased: PersonEvent = { type: 'PersonErased', data: { erasedSubject: subject } };
  const gone = [...active, disabled, erased];

  test('KRN-17 whoever is disabled and awaits nothing is erased, once', () => {
    for (const past of [
      [created(true)],
      [...active, disabled],
      [...activating, { type: 'ActivationRefused', data: refusal } as const],
    ]) {
      given(...past)
        .when(erase)
        .then(erased);
    }
    given(...gone)
      .when(erase)
      .then();
  });
  test('KRN-17 nobody is erased who may enter, or is about to', () => {
    for (const past of [active, activating, [...active, moved, requested(2)]]) {
      given(...past)
        .when(erase)
        .thenRejected('not-disabled');
    }
    given().when(erase).thenRejected('not-found');
  });
  test('KRN-17 an erased person is the same for good, and nothing is written of them any more', () => {
    const asked = [
      { type: 'ActivatePerson', data: terms },
      disable,
      { type: 'RenamePerson', data: { ...name, firstName: 'Zoe', source: 'admin' } },
      { type: 'ChangeLogin', data: { login: 'z', loginIndex: 'z' } },
      { type: 'ChangeEmail', data: { ...other, claimVersion: 2, warnedOfTwin: false } },
      { type: 'SetProjects', data: { projectIds: [] } },
      { type: 'SetGroups', data: { groupIds: [] } },
    ] as const;
    for (const command of asked) {
      given(...gone)
        .when(command)
        .thenRejected('person-erased');
    }
    for (const late of [seat, refuse, timeOut]) {
      given(...gone)
        .when(late)
        .then();
    }
  });
});

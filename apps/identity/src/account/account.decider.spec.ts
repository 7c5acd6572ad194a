import { describe, test } from '@jest/globals';
import { deciderSpecification } from '@rollcall/testing';
import { accountDecider } from './account.decider.js';
import type { AccountEvent, MailedLink } from './account.events.js';

const { given } = deciderSpecification(accountDecider);
const subject = 'account:a';
const at = new Date('2026-01-05T09:00:00.000Z');
const later = '2026-01-06T09:00:00.000Z';
const link = (generation = 1, expiresAt = later): MailedLink => ({ generation, keyId: '1', expiresAt });

const names = { firstName: 'Zoë', lastName: 'Ng' };
const created: AccountEvent = {
  type: 'AccountCreated',
  data: {
    accountId: 'a',
    origin: 'invite',
    emailIndex: 'old',
    personal: { subject, email: 'zoe@x.example', ...names },
  },
};
const completed: AccountEvent = { type: 'AccountCompleted', data: { personal: { subject, ...names } } };
const passwordSet = (by: 'link' | 'self' | 'admin', hash = 'phc'): AccountEvent => ({
  type: 'PasswordSet',
  data: { by, mustChange: false, personal: { subject, hash } },
});
const asked = (changeId: string, generation: number, expiresAt = later): AccountEvent => ({
  type: 'EmailChangeRequested',
  data: {
    changeId,
    emailIndex: 'new',
    link: link(generation, expiresAt),
    personal: { subject, email: 'z@new.example' },
  },
});
const changed: AccountEvent = {
  type: 'AccountEmailChanged',
  data: { emailIndex: 'new', people: [], personal: { subject, email: 'z@new.example', previous: 'zoe@x.example' } },
};
const closed: AccountEvent = { type: 'AccountClosed', data: { people: [] } };
const opened = (personId: string, version: bigint): AccountEvent => ({
  type: 'PersonAccessOpened',
  data: { personId, siteId: 's', version },
});
const shut = (personId: string, version: bigint): AccountEvent => ({
  type: 'PersonAccessClosed',
  data: { personId, siteId: 's', version },
});
const ended = (reason: 'no-active-person' | 'password-changed' | 'closed'): AccountEvent => ({
  type: 'AccountSessionsEnded',
  data: { reason },
});

describe('making and completing an account', () => {
  const create = {
    type: 'CreateAccount',
    data: { accountId: 'a', origin: 'invite', emailIndex: 'old', email: 'zoe@x.example', ...names },
  } as const;
  const complete = {
    type: 'CompleteAccount',
    data: { ...names, by: 'link', passwordHash: 'phc', mustChange: false },
  } as const;

  test('IDN-05 an account is made once, without password', () => {
    given().when(create).then(created);
    given(created).when(create).thenRejected('email-taken');
  });
  test('IDN-40 its owner completes it once', () => {
    given(created).when(complete).then(completed, passwordSet('link'));
    given(created, completed).when(complete).thenRejected('link-used');
    given(created, closed).when(complete).thenRejected('link-void');
    given().when(complete).thenRejected('not-found');
  });
});

describe('signing up', () => {
  const requested = (generation: number, expiresAt = later): AccountEvent => ({
    type: 'ConfirmationRequested',
    data: { link: link(generation, expiresAt) },
  });
  const request = { type: 'RequestConfirmation', data: { keyId: '1', expiresAt: later } } as const;
  const confirm = (generation: number) =>
    ({ type: 'ConfirmSignUp', data: { generation, at, passwordHash: 'phc' } }) as const;

  test('IDN-53 a newer link voids the one before; a complete account needs none', () => {
    given(created).when(request).then(requested(1));
    given(created, requested(1)).when(request).then(requested(2));
    given(created, completed).when(request).then();
  });
  test('IDN-53 the link completes the account, once and in time', () => {
    given(created, requested(1)).when(confirm(1)).then(completed, passwordSet('link'));
    given(created, requested(1), requested(2)).when(confirm(1)).thenRejected('link-void');
    given(created).when(confirm(1)).thenRejected('link-void');
    given(created, requested(1, at.toISOString())).when(confirm(1)).thenRejected('link-expired');
    given(created, requested(1), completed).when(confirm(1)).thenRejected('link-used');
  });
});

describe('the owner’s own', () => {
  test('STO-8 another password ends every session', () => {
    given(created, completed)
      .when({ type: 'SetPassword', data: { by: 'self', passwordHash: 'new' } })
      .then(passwordSet('self', 'new'), ended('password-changed'));
    given(created)
      .when({ type: 'SetPassword', data: { by: 'self', passwordHash: 'new' } })
      .thenRejected('not-found');
  });
  test('IDN-46 an email change waits for its link, which works once and in time', () => {
    const data = { changeId: 'c', emailIndex: 'new', email: 'z@new.example', link: { keyId: '1', expiresAt: later } };
    const confirm = { type: 'ConfirmEmailChange', data: { changeId: 'c', at } } as const;
    given(created, completed).when({ type: 'RequestEmailChange', data }).then(asked('c', 1));
    given(created, completed, asked('b', 1)).when({ type: 'RequestEmailChange', data }).then(asked('c', 2));
    given(created).when({ type: 'RequestEmailChange', data }).thenRejected('not-found');
    given(created, completed, asked('c', 1)).when(confirm).then(changed);
    given(created, completed, asked('c', 1), changed).when(confirm).thenRejected('link-used');
    given(created, completed, asked('c', 1), asked('d', 2)).when(confirm).thenRejected('link-void');
    given(created, completed, asked('c', 1, at.toISOString()))
      .when(confirm)
      .thenRejected('link-expired');
    given(created, completed, asked('c', 1), closed).when(confirm).thenRejected('link-void');
  });
  test('IDN-46 the change names the active people, whose sites follow', () => {
    given(created, completed, opened('p', 1n), opened('q', 1n), shut('q', 2n), asked('c', 1))
      .when({ type: 'ConfirmEmailChange', data: { changeId: 'c', at } })
      .then({ ...changed, data: { ...changed.data, people: [{ personId: 'p', siteId: 's' }] } });
  });
  test('DGN-12 closing is done once and ends the sessions', () => {
    given(created, completed).when({ type: 'CloseAccount', data: {} }).then(closed, ended('closed'));
    given(created, completed, closed).when({ type: 'CloseAccount', data: {} }).then();
  });
});

describe('erasing', () => {
  const erase = { type: 'EraseAccount', data: {} } as const;
  const erased: AccountEvent = { type: 'AccountErased', data: { erasedSubject: subject } };
  const attach = { type: 'AttachPerson', data: { personId: 'p', siteId: 's' } } as const;
  const attached: AccountEvent = { type: 'PersonAttached', data: attach.data };

  test('KRN-17 closes first, and happens once', () => {
    given(created).when(erase).then(closed, ended('closed'), erased);
    given(created, completed, closed).when(erase).then(erased);
    given(created, closed, erased).when(erase).then();
  });
  test('KRN-17 nothing is written of it any more', () => {
    const past = [created, attached, closed, erased];
    const open = { personId: 'p', siteId: 's', attempt: 1, version: 5n };
    for (const command of [
      { type: 'OpenPersonAccess', data: open },
      { type: 'ClosePersonAccess', data: open },
      { type: 'CloseAccount', data: {} },
      attach,
    ] as const) {
      given(...past)
        .when(command)
        .then();
    }
  });
  test('KRN-17 remembers once whom it was linked to', () => {
    given(created).when(attach).then(attached);
    given(created, attached).when(attach).then();
    given(created, opened('p', 1n)).when(attach).then();
  });
});

describe('access to sites', () => {
  const close = (personId: string, version: bigint) =>
    ({ type: 'ClosePersonAccess', data: { personId, siteId: 's', version } }) as const;

  test('STO-8 DIR-04 sessions end when the last active person is disabled', () => {
    given(created, opened('p', 1n)).when(close('p', 2n)).then(shut('p', 2n), ended('no-active-person'));
    given(created, opened('p', 1n), opened('q', 1n)).when(close('p', 2n)).then(shut('p', 2n));
  });
  test('STO-8 whoever never was active ends nobody’s session', () => {
    given(created).when(close('p', 2n)).then();
    given(created, opened('p', 1n), shut('p', 2n)).when(close('p', 3n)).then();
  });
  test('KRN-04 a message older than one acted on changes nothing', () => {
    given(created, opened('p', 3n)).when(close('p', 2n)).then();
    given(created, opened('p', 3n), shut('p', 4n))
      .when({ type: 'OpenPersonAccess', data: { personId: 'p', siteId: 's', attempt: 1, version: 3n } })
      .then();
  });
});

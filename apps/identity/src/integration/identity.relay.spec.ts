import { expect, test } from '@jest/globals';
import { contracts } from '@rollcall/contracts';
import type { Message, StreamName } from '@rollcall/event-sourcing';
import { type History, recordHistory, relaySpecification } from '@rollcall/testing';
import fc from 'fast-check';
import { type AccountEvent, accountStream } from '../account/account.events.js';
import { type InvitationEvent, invitationStream } from '../invitation/invitation.events.js';
import { linkStream } from '../link/link.decisions.js';
import type { LinkEvent } from '../link/link.events.js';
import { type LockEvent, lockStream } from '../lock/lock.events.js';
import { type MailEvent, mailStream } from '../mail/mail.events.js';
import { type NoticesEvent, noticesStream } from '../notices/notices.events.js';
import { type SecondFactorEvent, secondFactorStream } from '../second-factor/second-factor.events.js';
import { type SessionEvent, sessionStream } from '../session/session.events.js';
import { identityRelay } from './identity.relay.js';

const later = '2026-01-12T09:00:00.000Z';
const link = { generation: 1, keyId: '1', expiresAt: later };
const subject = 'account:a';
const place = { personId: 'p', siteId: 's', teamId: 't' };
const secret = 'argon2id-hash-of-a-secret';

const account: readonly AccountEvent[] = [
  { type: 'ConfirmationRequested', data: { link } },
  { type: 'AccountCompleted', data: { personal: { subject, firstName: 'Z', lastName: 'N' } } },
  { type: 'PasswordSet', data: { by: 'self', mustChange: true, personal: { subject, hash: secret } } },
  { type: 'EmailChangeRequested', data: { changeId: 'c', emailIndex: 'j', link, personal: { subject, email: 'n@x' } } },
  {
    type: 'AccountEmailChanged',
    data: { emailIndex: 'j', people: [], personal: { subject, email: 'n@x', previous: 'o@x' } },
  },
  { type: 'AccountClosed', data: { people: [] } },
  { type: 'PersonAccessOpened', data: { personId: 'p', siteId: 's', version: 1n } },
  { type: 'PersonAccessClosed', data: { personId: 'p', siteId: 's', version: 2n } },
  { type: 'AccountSessionsEnded', data: { reason: 'admin' } },
  { type: 'PersonAttached', data: { personId: 'p', siteId: 's' } },
  { type: 'AccountErased', data: { erasedSubject: subject } },
];
const linking: readonly LinkEvent[] = [
  { type: 'AccountLinkRefused', data: { ...place, attempt: 1, code: 'account-required', reason: 'r', version: 1n } },
  { type: 'AccountLinkRestored', data: { accountId: 'b', attempt: 1, linkStatus: 'Created', version: 1n } },
  { type: 'AccountUnlinked', data: { accountId: 'a', attempt: 1, version: 1n } },
  { type: 'LinkStatusCreated', data: { accountId: 'a' } },
  { type: 'AttemptsEnded', data: { upTo: 1 } },
  { type: 'TwinDetected', data: { accountId: 'a', twinAccountId: 'b', kind: 'site-edit' } },
];
const locking: readonly LockEvent[] = [
  { type: 'AccountUnlocked', data: { accountId: 'a', by: 'reset' } },
  { type: 'AccountLocked', data: { accountId: 'a', until: later } },
];
const proving: readonly SecondFactorEvent[] = [
  { type: 'SecondFactorAdded', data: { accountId: 'a', factorId: 'f', kind: 'totp', at: later } },
  { type: 'RecoveryCodesIssued', data: { accountId: 'a', personal: { subject, kept: secret } } },
  { type: 'RecoveryCodeUsed', data: { accountId: 'a', index: 0 } },
  { type: 'SecondFactorRemoved', data: { accountId: 'a', factorId: 'f', kind: 'totp', by: 'owner' } },
];
const inviting: readonly InvitationEvent[] = [
  { type: 'InvitationSent', data: { invitationId: 'i' } },
  { type: 'InvitationFailed', data: { invitationId: 'i', reason: 'refused' } },
  { type: 'InvitationAccepted', data: { invitationId: 'i' } },
  { type: 'InvitationVoided', data: { invitationId: 'i' } },
];
const mailing: readonly MailEvent[] = [
  { type: 'MailSent', data: { at: later } },
  { type: 'MailFailed', data: { reason: 'refused' } },
];
const signedIn: readonly SessionEvent[] = [
  { type: 'SessionContinued', data: { at: later } },
  { type: 'SessionEnded', data: { at: later, reason: 'signed-out' } },
];

type Event =
  AccountEvent | LockEvent | SecondFactorEvent | LinkEvent | NoticesEvent | InvitationEvent | MailEvent | SessionEvent;
const historyOf = (stream: StreamName, first: Event, then: readonly Event[]): fc.Arbitrary<History<Event>> =>
  fc.array(fc.constantFrom(...then), { maxLength: 8 }).map((events) => ({ stream, events: [first, ...events] }));

const histories: fc.Arbitrary<History<Event>> = fc.oneof(
  historyOf(
    accountStream('a'),
    {
      type: 'AccountCreated',
      data: {
        accountId: 'a',
        origin: 'invite',
        emailIndex: 'i',
        personal: { subject, email: 'o@x', firstName: 'Z', lastName: 'N' },
      },
    },
    account,
  ),
  historyOf(lockStream('a'), { type: 'AccountLocked', data: { accountId: 'a', until: later } }, locking),
  historyOf(
    secondFactorStream('a'),
    { type: 'TotpOffered', data: { accountId: 'a', factorId: 'f', personal: { subject, secret } } },
    proving,
  ),
  historyOf(noticesStream('p'), { type: 'SecurityEmailsSubscribed', data: { personId: 'p', siteId: 's' } }, [
    { type: 'SecurityEmailsUnsubscribed', data: { personId: 'p', siteId: 's' } },
  ]),
  historyOf(
    linkStream('p'),
    {
      type: 'AccountLinked',
      data: {
        ...place,
        accountId: 'a',
        attempt: 1,
        linkStatus: 'Pending',
        wasExisting: true,
        byHand: false,
        version: 1n,
      },
    },
    linking,
  ),
  historyOf(
    invitationStream('p'),
    {
      type: 'InvitationIssued',
      data: {
        invitationId: 'i',
        personId: 'p',
        siteId: 's',
        accountId: 'a',
        variant: 'enter-site',
        link,
        issuedAt: later,
      },
    },
    inviting,
  ),
  historyOf(
    mailStream('m'),
    {
      type: 'MailRequested',
      data: {
        mailId: 'm',
        template: 'enter-site',
        link: { purpose: 'invitation', id: 'p', ...link },
        personal: { subject, to: 'o@x', name: 'Z' },
      },
    },
    mailing,
  ),
  historyOf(
    sessionStream('d'),
    {
      type: 'SessionStarted',
      data: { sessionId: 'd', accountId: 'a', kind: 'browser', startedAt: later, expiresAt: later, idleSeconds: 1 },
    },
    signedIn,
  ),
);

relaySpecification(identityRelay as never, histories as fc.Arbitrary<History<Message>>);

test('KRN-17 nothing of a password, a link or a mail’s address is published', () => {
  fc.assert(
    fc.property(histories, ({ stream, events }) => {
      const fold = Object.values(identityRelay.facets).find(({ category }) => stream.startsWith(`${category}-`))!;
      let state = fold.initial;
      const told = recordHistory(stream, events).map((event) => {
        state = fold.evolve(state as never, event as never);
        const publish = identityRelay.publish[event.type];
        return { published: publish?.(event as never, state as never), state };
      });
      const text = JSON.stringify(told, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value));
      for (const hidden of [secret, 'generation', 'keyId', '"to"']) expect(text).not.toContain(hidden);
    }),
  );
});

test('STO-6 every contract event of identity is published by its relay', () => {
  const source = [...contracts.values()].filter(({ service }) => service === 'identity').map(({ type }) => type);
  const named = new Set<string>();
  fc.assert(
    fc.property(histories, ({ stream, events }) => {
      const fold = Object.values(identityRelay.facets).find(({ category }) => stream.startsWith(`${category}-`))!;
      let state = fold.initial;
      for (const event of recordHistory(stream, events)) {
        state = fold.evolve(state as never, event as never);
        const publish = identityRelay.publish[event.type];
        if (publish) named.add(publish(event as never, state as never).type);
      }
    }),
    { numRuns: 500 },
  );
  expect([...named].sort()).toEqual(source.sort());
});

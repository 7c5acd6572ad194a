import { describe, test } from '@jest/globals';
import { deciderSpecification } from '@rollcall/testing';
import { linkDecider } from './link.decider.js';
import type { LinkEvent, LinkStatus } from './link.events.js';

const { given } = deciderSpecification(linkDecider);
const place = { personId: 'p', siteId: 's', teamId: 't' };
const linked = (accountId: string, attempt: number, linkStatus: LinkStatus = 'Pending'): LinkEvent => ({
  type: 'AccountLinked',
  data: { ...place, accountId, attempt, linkStatus, wasExisting: false, byHand: false, version: BigInt(attempt) },
});
const entered: LinkEvent = { type: 'LinkStatusCreated', data: { accountId: 'a' } };
const link = (accountId: string, attempt: number) =>
  ({
    type: 'LinkAccount',
    data: { ...place, accountId, attempt, wasExisting: false, byHand: false, version: BigInt(attempt) },
  }) as const;

describe('the link’s status', () => {
  test('IDN-06 IDN-07 is Pending until the account enters the site, then Created', () => {
    given().when(link('a', 1)).then(linked('a', 1));
    given(linked('a', 1))
      .when({ type: 'EnterSite', data: { accountId: 'a' } })
      .then(entered);
    given(linked('a', 1), entered)
      .when({ type: 'EnterSite', data: { accountId: 'a' } })
      .then();
  });
  test('IDN-08 stays Created for the same account, and starts anew with another', () => {
    given(linked('a', 1), entered)
      .when(link('a', 2))
      .then(linked('a', 2, 'Created'));
    given(linked('a', 1), entered).when(link('b', 2)).then(linked('b', 2));
  });
  test('IDN-06 only the linked account enters', () => {
    given(linked('a', 1))
      .when({ type: 'EnterSite', data: { accountId: 'b' } })
      .thenRejected('not-found');
    given()
      .when({ type: 'EnterSite', data: { accountId: 'a' } })
      .thenRejected('not-found');
  });
});

describe('attempts', () => {
  const restore = (attempt: number) => ({ type: 'RestoreLink', data: { attempt, version: 9n } }) as const;

  test('STO-2 a refused edit brings back the account before, with its status', () => {
    given(linked('a', 1), entered, linked('b', 2))
      .when(restore(2))
      .then({ type: 'AccountLinkRestored', data: { accountId: 'a', attempt: 1, linkStatus: 'Created', version: 9n } });
  });
  test('STO-2 nothing is brought back for another attempt, or twice', () => {
    const restored: LinkEvent = {
      type: 'AccountLinkRestored',
      data: { accountId: 'a', attempt: 1, linkStatus: 'Pending', version: 9n },
    };
    given(linked('a', 1), linked('b', 2)).when(restore(1)).then();
    given(linked('a', 1), linked('b', 2), restored).when(restore(2)).then();
    given(linked('a', 1)).when(restore(1)).then();
  });
  test('IDN-45 unlinking ends what there was', () => {
    const unlink = { type: 'UnlinkAccount', data: { version: 5n } } as const;
    given(linked('a', 1))
      .when(unlink)
      .then({ type: 'AccountUnlinked', data: { accountId: 'a', attempt: 1, version: 5n } });
    given().when(unlink).then();
  });
  test('STO-2 a refusal is remembered with its code', () => {
    const data = { ...place, attempt: 1, code: 'account-required', reason: 'There is none.', version: 1n };
    given().when({ type: 'RefuseLink', data }).then({ type: 'AccountLinkRefused', data });
  });
});

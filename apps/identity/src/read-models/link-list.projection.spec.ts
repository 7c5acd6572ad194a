import { test } from '@jest/globals';
import type { LinkFacet } from '@rollcall/contracts';
import { projectionSpecification } from '@rollcall/testing';
import { linkStream } from '../link/link.decisions.js';
import type { LinkEvent } from '../link/link.events.js';
import { linkList } from './link-list.projection.js';

const { given } = projectionSpecification<LinkFacet, LinkEvent>(linkList);
const place = (personId: string) => ({ personId, siteId: 's', teamId: 't' });
const linked = (personId: string, accountId: string, attempt: number, wasExisting = false) => ({
  stream: linkStream(personId),
  type: 'AccountLinked' as const,
  data: {
    ...place(personId),
    accountId,
    attempt,
    linkStatus: 'Pending' as const,
    wasExisting,
    byHand: false,
    version: BigInt(attempt),
  },
});
const mark = (eventId: string) => ({
  at: '2026-01-05T09:00:00.000Z',
  by: { kind: 'system' as const, id: 'projection-specification' },
  eventId,
});

test('KRN-07 DGN-12 IDN-06 the list holds each person’s link as it stands, and whether it found its account', () =>
  given(
    linked('zoe', 'a', 1),
    linked('max', 'b', 1),
    linked('kim', 'c', 1, true),
    linked('zoe', 'a', 2, true),
    { stream: linkStream('zoe'), type: 'LinkStatusCreated', data: { accountId: 'a' } },
    { stream: linkStream('max'), type: 'AccountUnlinked', data: { accountId: 'b', attempt: 1, version: 2n } },
  ).then({
    zoe: {
      ...{ ...place('zoe'), accountId: 'a', attempt: 2, status: 'Created', linkedMark: mark('event-0') },
      wasExisting: false,
    },
    max: { ...place('max'), attempt: 1, unlinkedMark: mark('event-5') },
    kim: {
      ...{ ...place('kim'), accountId: 'c', attempt: 1, status: 'Pending', linkedMark: mark('event-2') },
      wasExisting: true,
    },
  }));

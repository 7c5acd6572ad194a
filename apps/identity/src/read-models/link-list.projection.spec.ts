import { test } from '@jest/globals';
import type { LinkFacet } from '@rollcall/contracts';
import { projectionSpecification } from '@rollcall/testing';
import { linkStream } from '../link/link.decisions.js';
import type { LinkEvent } from '../link/link.events.js';
import { linkList } from './link-list.projection.js';

const { given } = projectionSpecification<LinkFacet, LinkEvent>(linkList);
const place = (personId: string) => ({ personId, siteId: 's', teamId: 't' });
const linked = (personId: string, accountId: string, attempt: number) => ({
  stream: linkStream(personId),
  type: 'AccountLinked' as const,
  data: {
    ...place(personId),
    accountId,
    attempt,
    linkStatus: 'Pending' as const,
    wasExisting: false,
    byHand: false,
    version: BigInt(attempt),
  },
});
const mark = (eventId: string) => ({
  at: '2026-01-05T09:00:00.000Z',
  by: { kind: 'system' as const, id: 'projection-specification' },
  eventId,
});

test('KRN-07 DGN-12 the list holds each person’s link as it stands', () =>
  given(
    linked('zoe', 'a', 1),
    linked('max', 'b', 1),
    { stream: linkStream('zoe'), type: 'LinkStatusCreated', data: { accountId: 'a' } },
    { stream: linkStream('max'), type: 'AccountUnlinked', data: { accountId: 'b', attempt: 1, version: 2n } },
  ).then({
    zoe: { ...place('zoe'), accountId: 'a', attempt: 1, status: 'Created', linkedMark: mark('event-0') },
    max: { ...place('max'), attempt: 1, unlinkedMark: mark('event-3') },
  }));

import { describe, test } from '@jest/globals';
import { deciderSpecification } from '@rollcall/testing';
import { invitationDecider } from './invitation.decider.js';
import type { InvitationEvent } from './invitation.events.js';

const { given } = deciderSpecification(invitationDecider);
const at = new Date('2026-01-05T09:00:00.000Z');
const terms = (invitationId: string, generation: number, expiresAt = '2026-01-12T09:00:00.000Z') => ({
  invitationId,
  personId: 'p',
  siteId: 's',
  accountId: 'a',
  variant: 'accept-invitation' as const,
  link: { generation, keyId: '1', expiresAt },
  issuedAt: at.toISOString(),
});
const issued = (invitationId: string, generation = 1, expiresAt?: string): InvitationEvent => ({
  type: 'InvitationIssued',
  data: terms(invitationId, generation, expiresAt),
});
const accepted: InvitationEvent = { type: 'InvitationAccepted', data: { invitationId: 'i' } };
const voided: InvitationEvent = { type: 'InvitationVoided', data: { invitationId: 'i' } };
const accept = (invitationId = 'i', generation = 1) =>
  ({ type: 'AcceptInvitation', data: { invitationId, generation, at } }) as const;

describe('the link', () => {
  test('IDN-37 works once', () => {
    given(issued('i')).when(accept()).then(accepted);
    given(issued('i'), accepted).when(accept()).thenRejected('link-used');
  });
  test('IDN-36 IDN-38 works until it expires, not a moment longer', () => {
    given(issued('i', 1, '2026-01-05T09:00:00.001Z'))
      .when(accept())
      .then(accepted);
    given(issued('i', 1, at.toISOString()))
      .when(accept())
      .thenRejected('link-expired');
  });
  test('IDN-38 is void once a newer one replaced it, or it was withdrawn', () => {
    given(issued('i'), voided, issued('j', 2)).when(accept()).thenRejected('link-void');
    given(issued('i', 2)).when(accept('i', 1)).thenRejected('link-void');
    given(issued('i'), voided).when(accept()).thenRejected('link-void');
    given().when(accept()).thenRejected('link-void');
  });
});

describe('the invitation', () => {
  test('IDN-38 a new one voids an open one, not one that was used', () => {
    const issue = { type: 'IssueInvitation', data: terms('j', 2) } as const;
    given(issued('i')).when(issue).then(voided, issued('j', 2));
    given(issued('i'), accepted).when(issue).then(issued('j', 2));
  });
  test('STO-8 is withdrawn once', () => {
    const withdraw = { type: 'VoidInvitation', data: {} } as const;
    given(issued('i')).when(withdraw).then(voided);
    given(issued('i'), voided).when(withdraw).then();
    given().when(withdraw).then();
  });
  test('STO-6 tells how far its mail is, unless it has moved on', () => {
    const note = (failure?: string) =>
      ({ type: 'NoteDelivery', data: { invitationId: 'i', ...(failure && { failure }) } }) as const;
    given(issued('i'))
      .when(note())
      .then({ type: 'InvitationSent', data: { invitationId: 'i' } });
    given(issued('i'))
      .when(note('refused'))
      .then({ type: 'InvitationFailed', data: { invitationId: 'i', reason: 'refused' } });
    given(issued('i'), voided, issued('j', 2)).when(note()).then();
    given(issued('i'), accepted).when(note()).then();
  });
});

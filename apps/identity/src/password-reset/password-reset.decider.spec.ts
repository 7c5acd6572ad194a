import { describe, test } from '@jest/globals';
import { deciderSpecification } from '@rollcall/testing';
import { passwordResetDecider } from './password-reset.decider.js';
import type { PasswordResetEvent } from './password-reset.events.js';

const { given } = deciderSpecification(passwordResetDecider);
const at = new Date('2026-01-05T09:00:00.000Z');
const terms = { keyId: '1', expiresAt: '2026-01-05T09:30:00.000Z' };
const requested = (generation: number, by: 'self' | 'admin' = 'self'): PasswordResetEvent => ({
  type: 'PasswordResetRequested',
  data: { link: { generation, ...terms }, by },
});
const completed = (generation: number): PasswordResetEvent => ({
  type: 'PasswordResetCompleted',
  data: { generation },
});
const voided = (generation: number): PasswordResetEvent => ({ type: 'PasswordResetVoided', data: { generation } });
const request = { type: 'RequestPasswordReset', data: { ...terms, by: 'admin' } } as const;
const complete = (generation: number, when = at) =>
  ({ type: 'CompletePasswordReset', data: { generation, at: when } }) as const;

describe('the link of a password reset', () => {
  test('IDN-37 is used once', () => {
    given(requested(1)).when(complete(1)).then(completed(1));
    given(requested(1), completed(1)).when(complete(1)).thenRejected('link-used');
  });
  test('IDN-36 ends at its time', () => {
    given(requested(1))
      .when(complete(1, new Date('2026-01-05T09:29:59.999Z')))
      .then(completed(1));
    given(requested(1))
      .when(complete(1, new Date(terms.expiresAt)))
      .thenRejected('link-expired');
  });
  test('IDN-38 is void once there is a newer one', () => {
    given().when(request).then(requested(1, 'admin'));
    given(requested(1)).when(request).then(requested(2, 'admin'));
    given(requested(1), requested(2)).when(complete(1)).thenRejected('link-void');
    given(requested(1), requested(2)).when(complete(2)).then(completed(2));
    given(requested(1), completed(1)).when(request).then(requested(2, 'admin'));
  });
  test('IDN-38 is void once it was withdrawn, or never was', () => {
    given(requested(1)).when({ type: 'VoidPasswordReset', data: {} }).then(voided(1));
    given(requested(1), voided(1)).when(complete(1)).thenRejected('link-void');
    given().when({ type: 'VoidPasswordReset', data: {} }).then();
    given(requested(1), completed(1)).when({ type: 'VoidPasswordReset', data: {} }).then();
    given().when(complete(1)).thenRejected('link-void');
  });
});

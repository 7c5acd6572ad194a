import { describe, test } from '@jest/globals';
import { deciderSpecification } from '@rollcall/testing';
import { secondFactorDecider } from './second-factor.decider.js';
import type { SecondFactorEvent } from './second-factor.events.js';

const { given } = deciderSpecification(secondFactorDecider);
const [accountId, subject] = ['a', 'account:a'];
const at = new Date('2026-01-05T09:00:00.000Z');
const offered = (factorId = 'f'): SecondFactorEvent => ({
  type: 'TotpOffered',
  data: { accountId, factorId, personal: { subject, secret: 'SECRET' } },
});
const added: SecondFactorEvent = {
  type: 'SecondFactorAdded',
  data: { accountId, factorId: 'f', kind: 'totp', at: at.toISOString() },
};
const issued = (kept = 'k1 k2'): SecondFactorEvent => ({
  type: 'RecoveryCodesIssued',
  data: { accountId, personal: { subject, kept } },
});
const removed = (by: 'owner' | 'admin'): SecondFactorEvent => ({
  type: 'SecondFactorRemoved',
  data: { accountId, factorId: 'f', kind: 'totp', by },
});
const used = (index: number): SecondFactorEvent => ({ type: 'RecoveryCodeUsed', data: { accountId, index } });
const offer = { type: 'OfferTotp', data: { accountId, factorId: 'f', secret: 'SECRET' } } as const;
const add = { type: 'AddTotp', data: { accountId, factorId: 'f', kept: ['k1', 'k2'], at } } as const;
const spend = (kept: string) => ({ type: 'UseRecoveryCode', data: { accountId, kept } }) as const;
const remove = (factorId = 'f') => ({ type: 'RemoveFactor', data: { accountId, factorId, by: 'owner' } }) as const;
const issue = { type: 'IssueRecoveryCodes', data: { accountId, kept: ['k3'] } } as const;
const on = [offered(), added, issued()] as const;

describe('a second factor', () => {
  test('ASVS 6.3.3 counts once a code has proved the secret that was shown last', () => {
    given().when(offer).then(offered());
    given(offered('before')).when(offer).then(offered());
    given(offered()).when(add).then(added, issued());
    given().when(add).thenRejected('not-found');
    given(offered(), offered('later')).when(add).thenRejected('not-found');
  });
  test('ASVS 6.3.3 there is one at a time', () => {
    given(...on)
      .when(offer)
      .thenRejected('already-exists');
    given(...on)
      .when(add)
      .thenRejected('already-exists');
    given(...on, removed('owner'))
      .when(offer)
      .then(offered());
  });
  test('ASVS 6.5.1 a recovery code is good once, and only while the factor is there', () => {
    given(...on)
      .when(spend('k2'))
      .then(used(1));
    given(...on, used(1))
      .when(spend('k2'))
      .thenRejected('wrong-code');
    given(...on, used(1))
      .when(spend('k1'))
      .then(used(0));
    given(...on)
      .when(spend('other'))
      .thenRejected('wrong-code');
    given(...on, removed('admin'))
      .when(spend('k1'))
      .thenRejected('wrong-code');
    given(offered()).when(spend('k1')).thenRejected('wrong-code');
  });
  test('ASVS 6.5.1 new recovery codes void the old', () => {
    given(...on)
      .when(issue)
      .then(issued('k3'));
    given(...on, issued('k3'))
      .when(spend('k1'))
      .thenRejected('wrong-code');
    given(offered()).when(issue).thenRejected('not-found');
  });
  test('ASVS 6.3.3 is taken away by its id, with its codes and whatever was offered', () => {
    given(...on)
      .when(remove())
      .then(removed('owner'));
    given(...on)
      .when(remove('other'))
      .thenRejected('not-found');
    given(...on, removed('owner'))
      .when(remove())
      .thenRejected('not-found');
    given(...on, removed('owner'))
      .when(add)
      .thenRejected('not-found');
  });
});

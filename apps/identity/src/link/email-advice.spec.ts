import { expect, test } from '@jest/globals';
import type { ExistingAccount } from '../account/account.state.js';
import { adviseOnEmail } from './email-advice.js';

const account = (accountId: string, status: ExistingAccount['status'] = 'completed'): ExistingAccount => ({
  status,
  accountId,
  origin: 'invite',
  email: `${accountId}@x.example`,
  emailIndex: `index of ${accountId}`,
  firstName: 'Zoë',
  lastName: 'Ng',
  passwords: 1,
  mustChangePassword: false,
  people: [],
});
const mine = account('a');
const nobody = { status: 'none' } as const;

test('IDN-50 an active person’s new address without account warns of a twin and points to the portal', () => {
  const advised = adviseOnEmail({ active: true, linked: mine }, 'new', nobody);
  expect(advised).toMatchObject({ advice: 'twin', details: { recommend: 'portal', twin: true } });
  expect(advised.text).toMatch(/second account/);
});
test('IDN-44 IDN-45 a wrong invitation is fixed: nobody uses that account yet', () => {
  const advised = adviseOnEmail({ active: true, linked: account('a', 'pending') }, 'new', nobody);
  expect(advised).toMatchObject({ advice: 'twin', details: { recommend: 'fix' } });
});
test('IDN-44 an address of another account is told', () => {
  const other = account('b');
  expect(adviseOnEmail({ active: true, linked: mine }, other.emailIndex, other)).toMatchObject({
    advice: 'existing-account',
    details: { recommend: 'fix', twin: false },
  });
  expect(adviseOnEmail({ active: false, linked: undefined }, other.emailIndex, other)).toMatchObject({
    advice: 'existing-account',
    details: { recommend: 'save' },
  });
});
test('IDN-49 the address the account moved to is the same account: no twin', () => {
  const advised = adviseOnEmail({ active: true, linked: mine }, mine.emailIndex, mine);
  expect(advised).toMatchObject({ advice: 'fine', details: { recommend: 'save', twin: false } });
});
test('IDN-45 a disabled person is looked up anew when activated', () => {
  expect(adviseOnEmail({ active: false, linked: mine }, 'new', nobody)).toMatchObject({ advice: 'fine' });
  expect(adviseOnEmail({ active: false, linked: undefined }, 'new', nobody)).toMatchObject({ advice: 'fine' });
});

import { test } from '@jest/globals';
import { deciderSpecification } from '@rollcall/testing';
import { noticesDecider } from './notices.decider.js';
import type { NoticesEvent } from './notices.events.js';

const { given } = deciderSpecification(noticesDecider);
const data = { personId: 'p', siteId: 's' };
const [subscribed, unsubscribed]: NoticesEvent[] = [
  { type: 'SecurityEmailsSubscribed', data },
  { type: 'SecurityEmailsUnsubscribed', data },
];
const choose = (wanted: boolean) => ({ type: 'ChooseSecurityEmails', data: { ...data, subscribed: wanted } }) as const;

test('IDN-31 security emails are chosen in and out; the same choice again changes nothing', () => {
  given().when(choose(false)).then(unsubscribed!);
  given().when(choose(true)).then(subscribed!);
  given(unsubscribed!).when(choose(true)).then(subscribed!);
  given(subscribed!).when(choose(true)).then();
  given(subscribed!, unsubscribed!).when(choose(false)).then();
});

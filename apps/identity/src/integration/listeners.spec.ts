import { createTestCryptography, listenerSpecification } from '@rollcall/testing';
import { onActivationRefused } from './on-activation-refused.js';
import { onActivationRequested } from './on-activation-requested.js';
import { onPersonActivated } from './on-person-activated.js';
import { onPersonDisabled } from './on-person-disabled.js';
import { onPersonEmailChanged } from './on-person-email-changed.js';

const cryptography = createTestCryptography();

listenerSpecification([
  {
    listener: onActivationRequested(cryptography),
    codes: ['email-taken', 'account-already-on-site', 'not-found'],
    never: {
      'email-taken': 'the claim is looked at in the same decision, and held means the account is linked',
      'account-already-on-site': 'it becomes the answer to the attempt: an event of the link',
      'not-found': 'the account is one that was just found or made',
    },
  },
  { listener: onActivationRefused, codes: [] },
  { listener: onPersonEmailChanged, codes: [] },
  {
    listener: onPersonActivated(cryptography, '1'),
    codes: ['not-found'],
    never: { 'not-found': 'an account that is not there welcomes nobody: checked before' },
  },
  {
    listener: onPersonDisabled,
    codes: ['not-found'],
    never: { 'not-found': 'an account that is not there has no access to close: nothing is written' },
  },
]);

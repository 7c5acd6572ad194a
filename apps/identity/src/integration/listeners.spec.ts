import { createTestCryptography, listenerSpecification, rejectionCodes } from '@rollcall/testing';
import { onActivationRefused } from './on-activation-refused.js';
import { onActivationRequested } from './on-activation-requested.js';
import { onPersonActivated } from './on-person-activated.js';
import { onPersonChanged } from './on-person-changed.js';
import { onPersonEmailChanged } from './on-person-email-changed.js';
import { onPersonErased } from './on-person-erased.js';

const cryptography = createTestCryptography();
const codesOf = (...files: readonly string[]) => rejectionCodes(...files.map((file) => new URL(file, import.meta.url)));
const account = codesOf('../account/account.decider.ts');
const claim = codesOf('../email-claim/email-claim.decider.ts');
const slot = codesOf('../site-slot/site-slot.decider.ts');
const link = codesOf('../link/link.decider.ts', '../link/link.decisions.ts', '../link/link-end.decisions.ts');
const invitation = codesOf('../invitation/invitation.decider.ts', '../invitation/invitation.decisions.ts');
const mail = codesOf('../mail/mail.decider.ts', '../mail/mail.decisions.ts');
const because = (reason: string, codes: readonly string[]) => Object.fromEntries(codes.map((code) => [code, reason]));

const owners =
  'Only asked of owners who follow a link; the account is one that was just found or made, or was linked to.';
const leaving = { codes: [...account, ...link, ...slot], never: because(owners, [...account, ...link, ...slot]) };

listenerSpecification([
  {
    listener: onActivationRequested(cryptography),
    codes: [...account, ...claim, ...slot, ...link],
    never: {
      ...because(owners, [...account, ...link]),
      ...because('The claim is looked at in the same decision, and held means the account is linked.', claim),
      ...because('It becomes the answer to the attempt: an event of the link.', slot),
    },
  },
  ...onPersonChanged.map((listener) => ({ listener, ...leaving })),
  { listener: onActivationRefused, ...leaving },
  { listener: onPersonEmailChanged, ...leaving },
  { listener: onPersonErased, ...leaving },
  {
    listener: onPersonActivated(cryptography, '1'),
    codes: [...leaving.codes, ...invitation, ...mail],
    never: { ...leaving.never, ...because('Only asked of somebody who follows the link.', [...invitation, ...mail]) },
  },
  // Written by hand: parks what its commands reject with.
  {
    listener: { name: 'identity.send-mail' },
    codes: [...mail, ...invitation],
    never: because('Only asked of somebody who follows the link.', [...mail, ...invitation]),
  },
]);

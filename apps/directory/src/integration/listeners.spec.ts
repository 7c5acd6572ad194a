import { listenerSpecification, rejectionCodes } from '@rollcall/testing';
import { onAccountEmailChanged } from './on-account-email-changed.js';
import { onAccountLinkRefused } from './on-account-link-refused.js';
import { onAccountLinked } from './on-account-linked.js';
import { onSeatClaimed } from './on-seat-claimed.js';
import { onSeatRefused } from './on-seat-refused.js';
import { onStatusCorrectionRequested } from './on-status-correction-requested.js';

const here = (file: string): URL => new URL(file, import.meta.url);
const person = rejectionCodes(here('../person/person.decider.ts'));
const because = (reason: string, codes: readonly string[]) => Object.fromEntries(codes.map((code) => [code, reason]));

/** An answer to an attempt is noted, or changes nothing: `personDecider` refuses only what people ask. */
const answers = {
  codes: person.filter((code) => code !== 'not-found'),
  never: because(
    'Only asked of somebody who creates, enables, disables or edits a person.',
    person.filter((code) => code !== 'not-found'),
  ),
};
const unknown = { 'not-found': 'Identity and licensing answer for people whose creation they heard of from here.' };
const noted = { codes: [...answers.codes, 'not-found'], never: { ...answers.never, ...unknown } };

const corrected = [
  'not-found',
  'already-active',
  'already-disabled',
  'email-active-on-site',
  'last-admin',
  'person-erased',
];

// `OnImportFinished` removes a file and asks for nothing that could be refused.
listenerSpecification([
  { listener: onAccountLinked, ...noted },
  { listener: onAccountLinkRefused, ...noted },
  { listener: onSeatClaimed, ...noted },
  { listener: onSeatRefused, ...noted },
  {
    listener: onAccountEmailChanged,
    codes: [...noted.codes, 'email-active-on-site'],
    never: {
      ...noted.never,
      'email-active-on-site': 'A row whose new address somebody else of the site holds keeps the old one.',
    },
  },
  {
    listener: onStatusCorrectionRequested,
    codes: [...person, 'email-active-on-site', 'last-admin'],
    never: because(
      'Only asked of somebody who creates or edits a person.',
      person.filter((code) => !corrected.includes(code)),
    ),
  },
]);

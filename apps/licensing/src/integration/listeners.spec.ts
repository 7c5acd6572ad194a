import { createTestCryptography, listenerSpecification, rejectionCodes } from '@rollcall/testing';
import { onAccountChanged } from './on-account-changed.js';
import { onAccountLinked } from './on-account-linked.js';
import { onAccountUnlinked } from './on-account-unlinked.js';
import { onPersonChanged } from './on-person-changed.js';
import { onSiteOpened } from './on-site-opened.js';

const here = (file: string): URL => new URL(file, import.meta.url);
const pool = rejectionCodes(here('../pool/pool.decider.ts'));
const seat = rejectionCodes(here('../seat/seat.decider.ts'));
const use = rejectionCodes(here('../use/use.decider.ts'), here('../use/use.decisions.ts'));
const account = rejectionCodes(here('../account/account.decider.ts'));
const site = rejectionCodes(here('../site/site.decider.ts'));
const run = rejectionCodes(
  ...['../run/run.decider.ts', '../run/run.decisions.ts', '../finding/finding.decider.ts'].map(here),
);
const because = (reason: string, codes: readonly string[]) => Object.fromEntries(codes.map((code) => [code, reason]));

const freeing = 'Only a portal un-assign is refused; a use that ends frees what it holds, or nothing.';
const leaving = { codes: [...pool, ...seat], never: because(freeing, [...pool, ...seat]) };
const refusal = 'Becomes the event SeatRefused: a process step answers with an event.';

listenerSpecification([
  { listener: onSiteOpened, codes: site, never: because('Only asked of a site that is to be analysed.', site) },
  {
    listener: onAccountLinked(createTestCryptography()),
    codes: [...pool, ...seat, ...use],
    never: { ...because(freeing, seat), ...because(refusal, [...pool, ...use]) },
  },
  { listener: onAccountUnlinked, ...leaving },
  ...onPersonChanged.map((listener) => ({ listener, ...leaving })),
  ...onAccountChanged.map((listener) => ({
    listener,
    codes: [...account, ...pool, ...seat],
    never: {
      ...because('Only asked when a team admin assigns a seat.', account),
      ...because('An assignment that ends frees what it holds, or nothing.', [...pool, ...seat]),
    },
  })),
  // Written by hand: it reads the run first and asks for the step that fits.
  {
    listener: {
      name: 'licensing.run-step',
      ignore: { 'run-outdated': 'A run that was cancelled since needs no step any more.' },
    },
    codes: run,
    never: because(
      'Only asked of somebody who starts a run or changes what it suggests.',
      run.filter((code) => code !== 'run-outdated'),
    ),
  },
]);

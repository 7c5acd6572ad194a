import { type Command, type Get, reject, type Write, writes } from '@rollcall/event-sourcing';
import { accountDecider } from '../account/account.decider.js';
import { accountStream } from '../account/account.events.js';
import type { ExistingAccount } from '../account/account.state.js';
import { addressOf } from '../account/address-of.js';
import { provenAccount } from '../account/proven-account.js';
import { requestMail } from '../mail/mail.decisions.js';
import type { MailTemplate } from '../mail/mail.events.js';
import { wrongCredentials } from '../session/session.decisions.js';
import {
  type AddTotp,
  type OfferTotp,
  type SecondFactor,
  type SecondFactorCommand,
  secondFactorDecider,
  wrongCode,
} from './second-factor.decider.js';
import { secondFactorStream } from './second-factor.events.js';
import { usedCodeDecider, usedCodeStream } from './used-code.claim.js';

/** A code that fits; `by` is what it is used for, the same for a repeat of the same request. */
export type CodeUse = Readonly<{ accountId: string; by: string }> & (TotpUse | RecoveryUse);
type TotpUse = Readonly<{ kind: 'totp'; factorId: string; step: number }>;
type RecoveryUse = Readonly<{ kind: 'recovery'; kept: string }>;

const stateOf = (get: Get, accountId: string): SecondFactor => get(secondFactorDecider, secondFactorStream(accountId));
const decided = (get: Get, command: SecondFactorCommand): Write => {
  const { accountId } = command.data;
  return [secondFactorStream(accountId), secondFactorDecider.decide(command, stateOf(get, accountId))];
};
const tell = (get: Get, account: ExistingAccount, mailId: string, template: MailTemplate): Write =>
  requestMail(get, { mailId, template, personal: addressOf(account) });

function claimStep(get: Get, { factorId, step }: TotpUse, owner: string): Write {
  const claim = usedCodeStream(factorId, step);
  return [claim, usedCodeDecider.decide({ type: 'Claim', data: { owner } }, get(usedCodeDecider, claim))];
}

/** The write that uses a code up; refused (`wrong-code`) when it was used, or is not of the factor there is now. */
export function spendCode(get: Get, use: CodeUse): Write {
  const { accountId } = use;
  if (use.kind === 'recovery') {
    return decided(get, { type: 'UseRecoveryCode', data: { accountId, kept: use.kept } });
  }
  const isCurrent = stateOf(get, accountId).totp?.factorId === use.factorId;
  return isCurrent ? claimStep(get, use, use.by) : [secondFactorStream(accountId), wrongCode()];
}

/** Shows a secret to an owner whose password (`proven`) was right. Rejections: `wrong-credentials`, `already-exists`. */
export function offerTotp(offer: OfferTotp['data'], proven: string): Command {
  return {
    addressed: secondFactorStream(offer.accountId),
    decide: (get) => {
      if (!provenAccount(get, offer.accountId, proven)) return wrongCredentials();
      return writes(decided(get, { type: 'OfferTotp', data: offer }));
    },
  };
}

/**
 * A code proved that the app has the secret: it counts from now on, the code is used up, and the owner is told.
 * Rejections: `already-exists`, `not-found`, `wrong-code`.
 */
export function addTotp(add: AddTotp['data'], step: number, mailId: string): Command {
  const { accountId, factorId } = add;
  return {
    addressed: secondFactorStream(accountId),
    decide: (get) => {
      const account = get(accountDecider, accountStream(accountId));
      if (account.status !== 'completed') return reject('not-found', 'This account is not complete.');
      return writes(
        decided(get, { type: 'AddTotp', data: add }),
        claimStep(get, { kind: 'totp', factorId, step }, mailId),
        tell(get, account, mailId, 'second-factor-added'),
      );
    },
  };
}

/** What its owner changes by password (`proven`) and a code. */
export type OwnersChange = Readonly<{ use: CodeUse; proven: string; mailId: string }>;

function changeByOwner(change: SecondFactorCommand, template: MailTemplate, owners: OwnersChange): Command {
  const { use, proven, mailId } = owners;
  const { accountId } = use;
  return {
    addressed: secondFactorStream(accountId),
    decide: (get) => {
      const account = provenAccount(get, accountId, proven);
      if (!account) return wrongCredentials();
      return writes(spendCode(get, use), decided(get, change), tell(get, account, mailId, template));
    },
  };
}

/** The owner takes the factor away. Rejections: `wrong-credentials`, `wrong-code`, `not-found`. */
export const removeFactor = (factorId: string, owners: OwnersChange): Command =>
  changeByOwner(
    { type: 'RemoveFactor', data: { accountId: owners.use.accountId, factorId, by: 'owner' } },
    'second-factor-removed',
    owners,
  );

/** Other recovery codes, and the ones before are void. Rejections: `wrong-credentials`, `wrong-code`, `not-found`. */
export const issueRecoveryCodes = (kept: readonly string[], owners: OwnersChange): Command =>
  changeByOwner(
    { type: 'IssueRecoveryCodes', data: { accountId: owners.use.accountId, kept } },
    'recovery-codes-issued',
    owners,
  );

/**
 * An Admin takes the factor away from an owner who lost it: every session ends, and the owner is told (ASVS 6.3.7). Where
 * there is none, nothing happens.
 */
export function resetSecondFactor(accountId: string, mailId: string): Command {
  return {
    addressed: secondFactorStream(accountId),
    decide: (get) => {
      const stream = accountStream(accountId);
      const account = get(accountDecider, stream);
      const { totp } = stateOf(get, accountId);
      if (!totp || account.status !== 'completed') return writes();
      const { factorId } = totp;
      return writes(
        decided(get, { type: 'RemoveFactor', data: { accountId, factorId, by: 'admin' } }),
        [stream, accountDecider.decide({ type: 'EndSessions', data: { by: 'admin' } }, account)],
        tell(get, account, mailId, 'second-factor-reset'),
      );
    },
  };
}

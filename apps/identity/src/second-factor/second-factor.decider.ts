import { type Decider, type Message, type Rejection, reject } from '@rollcall/event-sourcing';
import type { SecondFactorEvent } from './second-factor.events.js';

/** An authenticator app that shares a secret with the account; base 32. */
export type Totp = Readonly<{ factorId: string; secret: string }>;
/**
 * The second factor of an account. `offered`: shown, not proven yet. `codes`: what is kept of the recovery codes by their
 * index; `undefined` for one that was used.
 */
export type SecondFactor = Readonly<{
  offered?: Totp;
  totp?: Totp & Readonly<{ addedAt: string }>;
  codes: readonly (string | undefined)[];
}>;

/** Shows a secret; one shown before counts no more. */
export type OfferTotp = Message<'OfferTotp', Totp & { accountId: string }>;
/** A code proved the secret that was offered last; `kept`: of the recovery codes issued with it. */
export type AddTotp = Message<'AddTotp', { accountId: string; factorId: string; kept: readonly string[]; at: Date }>;
export type RemoveFactor = Message<'RemoveFactor', { accountId: string; factorId: string; by: 'owner' | 'admin' }>;
export type IssueRecoveryCodes = Message<'IssueRecoveryCodes', { accountId: string; kept: readonly string[] }>;
export type UseRecoveryCode = Message<'UseRecoveryCode', { accountId: string; kept: string }>;
export type SecondFactorCommand = OfferTotp | AddTotp | RemoveFactor | IssueRecoveryCodes | UseRecoveryCode;

/** One answer for a wrong code, for one of another time and for one that was used. */
export const wrongCode = (): Rejection =>
  reject('wrong-code', 'This code is wrong, or was used. Wait for the next one, or use another recovery code.');
/** There is one at a time. */
const oneAlready = (): Rejection => reject('already-exists', 'There is a second factor. Remove it first.');
/** For a factor that the account does not have. */
export const noSuchFactor = (): Rejection => reject('not-found', 'There is no such second factor.');

/**
 * A second factor by TOTP (RFC 6238), and recovery codes for whoever lost it.
 * Rejections: `already-exists`, `not-found`, `wrong-code`.
 */
export const secondFactorDecider: Decider<SecondFactor, SecondFactorCommand, SecondFactorEvent> = {
  initialState: () => ({ codes: [] }),
  evolve: (factor, event) => {
    switch (event.type) {
      case 'TotpOffered': {
        const { factorId, personal } = event.data;
        return { ...factor, offered: { factorId, secret: personal.secret } };
      }
      case 'SecondFactorAdded':
        return { codes: [], ...(factor.offered && { totp: { ...factor.offered, addedAt: event.data.at } }) };
      case 'SecondFactorRemoved':
        return { codes: [] };
      case 'RecoveryCodesIssued':
        return { ...factor, codes: event.data.personal.kept.split(' ') };
      case 'RecoveryCodeUsed':
        return { ...factor, codes: factor.codes.with(event.data.index, undefined) };
    }
  },
  decide: (command, factor) => {
    const { accountId } = command.data;
    const subject = `account:${accountId}`;
    switch (command.type) {
      case 'OfferTotp': {
        const { factorId, secret } = command.data;
        if (factor.totp) return oneAlready();
        return [{ type: 'TotpOffered', data: { accountId, factorId, personal: { subject, secret } } }];
      }
      case 'AddTotp': {
        const { factorId, kept, at } = command.data;
        if (factor.totp) return oneAlready();
        if (factor.offered?.factorId !== factorId) return noSuchFactor();
        const added = { accountId, factorId, kind: 'totp', at: at.toISOString() } as const;
        return [{ type: 'SecondFactorAdded', data: added }, codesIssued(accountId, kept)];
      }
      case 'RemoveFactor': {
        const { factorId, by } = command.data;
        if (factor.totp?.factorId !== factorId) return noSuchFactor();
        return [{ type: 'SecondFactorRemoved', data: { accountId, factorId, kind: 'totp', by } }];
      }
      case 'IssueRecoveryCodes':
        return factor.totp ? [codesIssued(accountId, command.data.kept)] : noSuchFactor();
      case 'UseRecoveryCode': {
        const index = factor.totp ? factor.codes.indexOf(command.data.kept) : -1;
        return index < 0 ? wrongCode() : [{ type: 'RecoveryCodeUsed', data: { accountId, index } }];
      }
    }
  },
};

const codesIssued = (accountId: string, kept: readonly string[]): SecondFactorEvent => ({
  type: 'RecoveryCodesIssued',
  data: { accountId, personal: { subject: `account:${accountId}`, kept: kept.join(' ') } },
});

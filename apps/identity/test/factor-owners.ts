import type { VirtualClock } from '@rollcall/testing';
import { codeOf, stepAt } from '../src/second-factor/one-time-code.js';
import { goodPassword, type RunningIdentity, type Started } from './running-identity.js';

/** Whose second factor is on, and what they know. */
export type FactorOwner = Readonly<{
  email: string;
  accountId: string;
  secret: string;
  factorId: string;
  recoveryCodes: string[];
}>;
type Waiting = Started & Readonly<{ secondFactorRequired?: boolean }>;
type Kind = 'browser' | 'token';

/** Owners of second factors at an identity that runs on a virtual clock. */
export function factorOwners(identity: () => RunningIdentity, clock: VirtualClock) {
  const totp = (accountId: string): string => `/accounts/${accountId}/second-factors/totp`;
  /** What an authenticator app shows, so many steps from now. */
  const shown = ({ secret }: Pick<FactorOwner, 'secret'>, steps = 0): string =>
    codeOf(secret, stepAt(clock.now()) + steps);
  const offerFor = (accountId: string, password = goodPassword) =>
    identity().call<{ id: string; secret: string; uri: string }>('post', totp(accountId), { password });
  const confirm = (accountId: string, code: string) =>
    identity().call<{ recoveryCodes: string[] }>('post', `${totp(accountId)}/confirm`, { code });
  /** Turns the second factor on; the clock has gone on, so that the next code is another one. */
  async function turnOn(email: string, accountId: string): Promise<FactorOwner> {
    const offer = await offerFor(accountId);
    if (!offer.ok) throw new Error(offer.rejection.rejected);
    const { id: factorId, secret } = offer.body;
    const confirmed = await confirm(accountId, shown({ secret }));
    if (!confirmed.ok) throw new Error(confirmed.rejection.rejected);
    clock.advance(30_000);
    return { email, accountId, secret, factorId, ...confirmed.body };
  }
  async function owner(name: string): Promise<FactorOwner> {
    const email = `${name}@factors.example`;
    const made = await identity().operatorAccount(email);
    if (!made.ok) throw new Error(made.rejection.rejected);
    return turnOn(email, made.body.accountId);
  }
  /** The first half of a sign-in. */
  async function waiting(email: string, kind: Kind = 'browser', password = goodPassword): Promise<Waiting> {
    const answer = await identity().signIn(email, password, kind);
    if (!answer.ok) throw new Error(answer.rejection.rejected);
    return answer.body;
  }
  const complete = (signInId: string, code: string, kind: Kind = 'browser') =>
    identity().call<Started>('post', '/sessions/second-factor', { signInId, kind, code });
  const signIn = async ({ email }: FactorOwner, code: string) => complete((await waiting(email)).sessionId, code);
  return { shown, offerFor, confirm, turnOn, owner, waiting, complete, signIn };
}

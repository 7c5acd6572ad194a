import { randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { type Cryptography, type EphemeralStore, reject } from '@rollcall/event-sourcing';
import { CRYPTOGRAPHY, EPHEMERAL, Refused } from '@rollcall/service-kit';
import { AccountLookUp } from '../account/account-look-up.js';
import type { ExistingAccount } from '../account/account.state.js';
import type { SessionKind } from './session.events.js';

/** A code follows within so many ms, or the password is asked for again. */
const waitsFor = 5 * 60_000;

/** A password was right; `passwords` tells which one, by how many the account had. */
type PendingSignIn = Readonly<{ accountId: string; passwords: number; kind: SessionKind }>;
const keyOf = (id: string): string => `pending-sign-in|${id}`;

/**
 * Sign-ins that wait for a code. They are no sessions: whoever holds their token is nobody anywhere, also to a gateway that knows
 * nothing of second factors. Losing them costs a password typed again, so they are no events.
 */
@Injectable()
export class PendingSignIns {
  constructor(
    @Inject(EPHEMERAL) private readonly ephemeral: EphemeralStore,
    @Inject(CRYPTOGRAPHY) private readonly cryptography: Pick<Cryptography, 'digest'>,
    @Inject(AccountLookUp) private readonly accounts: AccountLookUp,
  ) {}

  /** The token for it, and its id, which is the token's digest. */
  async begin({ accountId, passwords }: ExistingAccount, kind: SessionKind) {
    const token = randomBytes(32).toString('base64url');
    const id = this.cryptography.digest(token);
    await this.ephemeral.compareAndSet<PendingSignIn>(keyOf(id), undefined, { accountId, passwords, kind }, waitsFor);
    return { token, id };
  }

  /**
   * The account that waits for its code.
   * @throws Refused `session-ended` where nobody waits, or the password has changed meanwhile.
   */
  async account(id: string, kind: SessionKind): Promise<ExistingAccount> {
    const pending = await this.ephemeral.get<PendingSignIn>(keyOf(id));
    const account = pending && (await this.accounts.byId(pending.accountId));
    if (account?.status !== 'completed' || account.passwords !== pending?.passwords || pending.kind !== kind) {
      throw new Refused(reject('session-ended', 'This sign-in took too long. Sign in again.'));
    }
    return account;
  }

  /** It is done. */
  async end(id: string): Promise<void> {
    const pending = await this.ephemeral.get<PendingSignIn>(keyOf(id));
    if (pending) await this.ephemeral.compareAndSet<PendingSignIn>(keyOf(id), pending, undefined, 1);
  }
}

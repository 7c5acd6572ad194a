import { Inject, Injectable } from '@nestjs/common';
import { type Cryptography, emailIndexOf, type EventStore, reject } from '@rollcall/event-sourcing';
import { CRYPTOGRAPHY, EVENT_STORE, readState, Refused } from '@rollcall/service-kit';
import { emailClaimDecider, emailClaimStream } from '../email-claim/email-claim.decider.js';
import { accountDecider } from './account.decider.js';
import { accountStream } from './account.events.js';
import type { Account, ExistingAccount } from './account.state.js';

/** Finds accounts as they stand now, never behind. */
@Injectable()
export class AccountLookUp {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(CRYPTOGRAPHY) private readonly cryptography: Pick<Cryptography, 'hmac'>,
  ) {}

  /** The index of an email; of a text that cannot be one, an index nobody has. */
  indexOf(email: string): string {
    return emailIndexOf(this.cryptography, email) ?? this.cryptography.hmac(`no-email|${email}`);
  }

  /** The account that holds the claim on an email; looks for one as long where nobody holds it. */
  async byEmailIndex(emailIndex: string): Promise<Account> {
    const { state: claim } = await readState(this.store, emailClaimDecider, emailClaimStream(emailIndex));
    // No account has an index for its id.
    return this.byId(claim.status === 'held' ? claim.owner : emailIndex);
  }

  /** An account in whatever status. */
  async byId(accountId: string): Promise<Account> {
    return (await readState(this.store, accountDecider, accountStream(accountId))).state;
  }

  /**
   * An account that exists.
   * @throws Refused `not-found`.
   */
  async existing(accountId: string): Promise<ExistingAccount> {
    const account = await this.byId(accountId);
    if (account.status === 'none') throw new Refused(reject('not-found', 'There is no such account.'));
    return account;
  }
}

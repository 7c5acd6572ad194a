import { Inject, Injectable } from '@nestjs/common';
import type { Cryptography, ReadModel, SiteId } from '@rollcall/event-sourcing';
import { CRYPTOGRAPHY, InjectReadModel } from '@rollcall/service-kit';
import { AccountLookUp } from '../account/account-look-up.js';
import type { ExistingAccount } from '../account/account.state.js';
import { type SecurityReader, securityReadersDeclaration } from '../read-models/security-readers.composition.js';
import type { ToldAdmin } from './lock.decisions.js';

/** Who is told of a lock, most on a site: a circle of people who run it, never a crowd. */
const mostReaders = 100;

/** Finds the Admins who are told when an account is locked (IDN-31). */
@Injectable()
export class ToldAdmins {
  constructor(
    @InjectReadModel(securityReadersDeclaration) private readonly readers: ReadModel<SecurityReader>,
    @Inject(CRYPTOGRAPHY) private readonly cryptography: Pick<Cryptography, 'uuid5'>,
    @Inject(AccountLookUp) private readonly accounts: AccountLookUp,
  ) {}

  /** The active ones of every site that somebody is active on by the account; `cause` names the mails. */
  async of({ people }: ExistingAccount, cause: string): Promise<readonly ToldAdmin[]> {
    const sites = people.filter(({ open }) => open).map(({ siteId }) => siteId);
    return (await Promise.all(sites.map((siteId) => this.ofSite(siteId, cause)))).flat();
  }

  private async ofSite(siteId: string, cause: string): Promise<readonly ToldAdmin[]> {
    const { rows } = await this.readers.find({ scope: { site: siteId as SiteId }, limit: mostReaders });
    const found = await Promise.all(rows.map((row) => this.accountOf(row)));
    return found.flatMap((account) => {
      if (account === undefined) return [];
      return [{ account, siteId, mailId: this.cryptography.uuid5('mail', `${cause}|${siteId}|${account.accountId}`) }];
    });
  }

  /** The account of a reader who is active by it. */
  private async accountOf({ accountId, personId }: SecurityReader): Promise<ExistingAccount | undefined> {
    const account = await this.accounts.byId(accountId);
    if (account.status !== 'completed') return undefined;
    return account.people.some((one) => one.open && one.personId === personId) ? account : undefined;
  }
}

import { Inject, Injectable } from '@nestjs/common';
import { type Cryptography } from '@rollcall/event-sourcing';
import { CRYPTOGRAPHY } from '@rollcall/service-kit';
import { path, Upstream } from '../http/upstream.js';
import { type MemberRow, membersDeclaration } from '../read-models/members.composition.js';

/** Tells identity of an account's first request to a site: its link becomes `Created`. */
@Injectable()
export class SiteEntry {
  private readonly entering = new Map<string, Promise<void>>();

  constructor(
    @Inject(Upstream) private readonly upstream: Upstream,
    @Inject(CRYPTOGRAPHY) private readonly cryptography: Cryptography,
  ) {}

  /** Enters once, however many requests come at the same time. */
  enter(row: Pick<MemberRow, 'personId' | 'accountId'>): Promise<void> {
    const known = this.entering.get(row.personId);
    if (known) return known;
    const work = this.send(row).finally(() => this.entering.delete(row.personId));
    this.entering.set(row.personId, work);
    return work;
  }

  private async send({ personId, accountId }: Pick<MemberRow, 'personId' | 'accountId'>): Promise<void> {
    const commandId = this.cryptography.uuid5('enter-site', `${personId}/${accountId}`);
    const context = { commandId, correlationId: commandId, actor: { kind: 'user', id: accountId } } as const;
    const entered = await this.upstream.send('post', 'identity', path`/people/${personId}/enter-site`, {
      context,
      body: { accountId },
    });
    await this.upstream.settle(entered.token, membersDeclaration);
  }
}

import { Controller, Inject, Query } from '@nestjs/common';
import type { AccountFacet, LinkFacet } from '@rollcall/contracts';
import type { EventStore, ReadModel } from '@rollcall/event-sourcing';
import { EVENT_STORE, exportPage, GetExport, InjectReadModel, readFacet } from '@rollcall/service-kit';
import { accountStream } from '../account/account.events.js';
import { accountFold } from '../account/account.facet.js';
import { linkListDeclaration } from './link-list.projection.js';

/** What identity knows of a site's people, for scans, in the order of the person ids. */
@Controller('internal/v1/exports')
export class ExportController {
  constructor(
    @InjectReadModel(linkListDeclaration) private readonly list: ReadModel<LinkFacet>,
    @Inject(EVENT_STORE) private readonly store: EventStore,
  ) {}

  /** One line a person. */
  @GetExport('links')
  links(@Query('site') site = '', @Query('after') after?: string): Promise<string> {
    return exportPage(this.list, { site }, after);
  }

  /** The account of each person of the same page of links, without name and address. */
  @GetExport('accounts')
  accounts(@Query('site') site = '', @Query('after') after?: string): Promise<string> {
    return exportPage(this.list, { site }, after, (links) => this.accountsOf(links));
  }

  private async accountsOf(links: readonly LinkFacet[]): Promise<readonly object[]> {
    const ids = links.flatMap(({ accountId }) => accountId ?? []);
    const read = (id: string) => readFacet<AccountFacet>(this.store, accountFold, accountStream(id));
    const found = await Promise.all([...new Set(ids)].map(read));
    return found.flatMap((account) => (account?.state ? [withoutPersonal(account.state)] : []));
  }
}

const withoutPersonal = ({ personal: _personal, ...account }: AccountFacet): object => account;

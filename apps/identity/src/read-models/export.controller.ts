import { Controller, Get, Header, Inject, Query, Res } from '@nestjs/common';
import type { AccountFacet, LinkFacet } from '@rollcall/contracts';
import { type EventStore, type ReadModel, reject, type SiteId } from '@rollcall/event-sourcing';
import { EVENT_STORE, InjectReadModel, Refused } from '@rollcall/service-kit';
import { accountStream } from '../account/account.events.js';
import { accountFold } from '../account/account.facet.js';
import { linkListDeclaration } from './link-list.projection.js';
import { readFacetState } from './read-facet-state.js';

/** Lines a page. */
const pageSize = 500;
type Reply = Readonly<{ header: (name: string, value: string) => unknown }>;

/**
 * What identity knows of a site's people, for scans: NDJSON in the order of the person ids. The header `rollcall-next` is
 * the `after` of the next page, absent on the last.
 */
@Controller('internal/v1/exports')
export class ExportController {
  constructor(
    @InjectReadModel(linkListDeclaration) private readonly list: ReadModel<LinkFacet>,
    @Inject(EVENT_STORE) private readonly store: EventStore,
  ) {}

  /** One line a person. */
  @Get('links')
  @Header('content-type', 'application/x-ndjson; charset=utf-8')
  async links(
    @Res({ passthrough: true }) reply: Reply,
    @Query('site') site = '',
    @Query('after') after = '',
  ): Promise<string> {
    return lines(await this.page(reply, site, after));
  }

  /** The account of each person of the same page of links, without name and address. */
  @Get('accounts')
  @Header('content-type', 'application/x-ndjson; charset=utf-8')
  async accounts(
    @Res({ passthrough: true }) reply: Reply,
    @Query('site') site = '',
    @Query('after') after = '',
  ): Promise<string> {
    const ids = (await this.page(reply, site, after)).flatMap(({ accountId }) => accountId ?? []);
    const read = (id: string) => readFacetState<AccountFacet>(this.store, accountFold, accountStream(id));
    const found = await Promise.all([...new Set(ids)].map(read));
    return lines(found.flatMap((account) => (account ? [withoutPersonal(account)] : [])));
  }

  private async page(reply: Reply, site: string, after: string): Promise<readonly LinkFacet[]> {
    if (site === '') throw new Refused(reject('validation-failed', 'Name the site.'));
    const scope = { site: site as SiteId };
    const page = await this.list.find({ scope, limit: pageSize, ...(after !== '' && { after }) });
    if (page.next !== undefined) reply.header('rollcall-next', page.next);
    return page.rows;
  }
}

const lines = (rows: readonly object[]): string => rows.map((row) => `${JSON.stringify(row)}\n`).join('');
const withoutPersonal = ({ personal: _personal, ...account }: AccountFacet): object => account;

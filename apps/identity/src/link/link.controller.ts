import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import type { LinkFacet } from '@rollcall/contracts';
import type { EventStore } from '@rollcall/event-sourcing';
import { EVENT_STORE } from '@rollcall/service-kit';
import { LinksQueryDto } from './link.dto.js';
import { linksOfAccount } from './links-of-account.js';

/** Whom an account stands for, for a gateway whose feed is stale. */
@Controller('internal/v1/accounts/:account/links')
export class LinkController {
  constructor(@Inject(EVENT_STORE) private readonly store: EventStore) {}

  /** On one site, or wherever they are known to have been active; of an unknown account none. */
  @Get()
  async read(
    @Param('account') accountId: string,
    @Query() { site }: LinksQueryDto,
  ): Promise<{ links: readonly LinkFacet[] }> {
    return { links: await linksOfAccount(this.store, accountId, site) };
  }
}

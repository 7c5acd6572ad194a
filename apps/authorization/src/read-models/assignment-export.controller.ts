import { Controller, Get, Header, Query, Res } from '@nestjs/common';
import { reject, type ReadModel, type SiteId } from '@rollcall/event-sourcing';
import { InjectReadModel, Refused } from '@rollcall/service-kit';
import { type AssignmentListRow, assignmentListDeclaration } from './assignment-list.projection.js';

/** Lines a page. */
const pageSize = 500;

/** Everybody's roles of a site, for scans: NDJSON in the order of the person ids. */
@Controller('internal/v1/exports/assignments')
export class AssignmentExportController {
  constructor(@InjectReadModel(assignmentListDeclaration) private readonly list: ReadModel<AssignmentListRow>) {}

  /** One page; the header `rollcall-next` is the `after` of the next one, absent on the last. */
  @Get()
  @Header('content-type', 'application/x-ndjson; charset=utf-8')
  async page(
    @Res({ passthrough: true }) reply: { header: (name: string, value: string) => unknown },
    @Query('site') site = '',
    @Query('after') after = '',
  ): Promise<string> {
    if (site === '') throw new Refused(reject('validation-failed', 'Name the site.'));
    const scope = { site: site as SiteId };
    const page = await this.list.find({ scope, limit: pageSize, ...(after !== '' && { after }) });
    if (page.next !== undefined) reply.header('rollcall-next', page.next);
    return page.rows.map((row) => `${JSON.stringify(row)}\n`).join('');
  }
}

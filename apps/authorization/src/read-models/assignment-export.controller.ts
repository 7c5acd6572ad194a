import { Controller, Get, Header, Query } from '@nestjs/common';
import { reject, type ReadModel, type SiteId } from '@rollcall/event-sourcing';
import { InjectReadModel, Refused } from '@rollcall/service-kit';
import { type AssignmentListRow, assignmentListDeclaration } from './assignment-list.projection.js';

/** Lines a page. */
const pageSize = 500;

/** Everybody's roles of a site, for scans: NDJSON in the order of the person ids. */
@Controller('internal/v1/exports/assignments')
export class AssignmentExportController {
  constructor(@InjectReadModel(assignmentListDeclaration) private readonly list: ReadModel<AssignmentListRow>) {}

  /** One page; where there is more, its last line is `{"next": …}`: the `after` of the next one. */
  @Get()
  @Header('content-type', 'application/x-ndjson; charset=utf-8')
  async page(@Query('site') site = '', @Query('after') after = ''): Promise<string> {
    if (site === '') throw new Refused(reject('validation-failed', 'Name the site.'));
    const scope = { site: site as SiteId };
    const { rows, next } = await this.list.find({ scope, limit: pageSize, ...(after !== '' && { after }) });
    const lines = next === undefined ? rows : [...rows, { next }];
    return lines.map((line) => `${JSON.stringify(line)}\n`).join('');
  }
}

import { Controller, Get, Header, Query } from '@nestjs/common';
import { ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import type { PersonFacet } from '@rollcall/contracts';
import { type ReadModel, reject, type SiteId } from '@rollcall/event-sourcing';
import { InjectReadModel, Refused } from '@rollcall/service-kit';
import { personListDeclaration } from './person-list.projection.js';

/** Lines a page. */
const pageSize = 500;

/** Everybody of a site, for scans: NDJSON in the order of the person ids. */
@ApiTags('Exports')
@Controller('internal/v1/exports/people')
export class PersonExportController {
  constructor(@InjectReadModel(personListDeclaration) private readonly people: ReadModel<PersonFacet>) {}

  /** One page; where there is more, its last line is `{"next": …}`: the `after` of the next one. */
  @Get()
  @ApiOperation({ summary: 'The people of a site as their facets, by id.' })
  @ApiQuery({ name: 'site', required: true })
  @ApiQuery({ name: 'after', required: false })
  @Header('content-type', 'application/x-ndjson; charset=utf-8')
  async page(@Query('site') site = '', @Query('after') after = ''): Promise<string> {
    if (site === '') throw new Refused(reject('validation-failed', 'Name the site.'));
    const scope = { site: site as SiteId };
    const { rows, next } = await this.people.find({ scope, limit: pageSize, ...(after !== '' && { after }) });
    const lines = next === undefined ? rows : [...rows, { next }];
    return lines.map((line) => `${JSON.stringify(line)}\n`).join('');
  }
}

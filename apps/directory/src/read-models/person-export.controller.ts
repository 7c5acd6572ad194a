import { Controller, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { PersonFacet } from '@rollcall/contracts';
import type { ReadModel } from '@rollcall/event-sourcing';
import { exportPage, GetExport, InjectReadModel } from '@rollcall/service-kit';
import { personListDeclaration } from './person-list.projection.js';

/** Everybody of a site, for scans, in the order of the person ids. */
@ApiTags('Exports')
@Controller('internal/v1/exports/people')
export class PersonExportController {
  constructor(@InjectReadModel(personListDeclaration) private readonly people: ReadModel<PersonFacet>) {}

  @GetExport()
  @ApiOperation({ summary: 'The people of a site as their facets, by id.' })
  page(@Query('site') site = '', @Query('after') after?: string): Promise<string> {
    return exportPage(this.people, { site }, after);
  }
}

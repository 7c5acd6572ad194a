import { Controller, Query } from '@nestjs/common';
import type { ReadModel } from '@rollcall/event-sourcing';
import { exportPage, GetExport, InjectReadModel } from '@rollcall/service-kit';
import { type AssignmentListRow, assignmentListDeclaration } from './assignment-list.projection.js';

/** Everybody's roles of a site, for scans, in the order of the person ids. */
@Controller('internal/v1/exports/assignments')
export class AssignmentExportController {
  constructor(@InjectReadModel(assignmentListDeclaration) private readonly list: ReadModel<AssignmentListRow>) {}

  @GetExport()
  page(@Query('site') site = '', @Query('after') after?: string): Promise<string> {
    return exportPage(this.list, { site }, after);
  }
}

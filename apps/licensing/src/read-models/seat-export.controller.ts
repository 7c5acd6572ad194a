import { Controller, Query } from '@nestjs/common';
import type { ReadModel } from '@rollcall/event-sourcing';
import { exportPage, GetExport, InjectReadModel } from '@rollcall/service-kit';
import { type SeatListRow, seatListDeclaration } from './seat-list.projection.js';

/** Every seat of a team, for scans, in the order of the seat ids. */
@Controller('internal/v1/exports/seats')
export class SeatExportController {
  constructor(@InjectReadModel(seatListDeclaration) private readonly seats: ReadModel<SeatListRow>) {}

  @GetExport('', 'team')
  page(@Query('team') team = '', @Query('after') after?: string): Promise<string> {
    return exportPage(this.seats, { team }, after);
  }
}

import { Controller, Get, Header, Query, Res } from '@nestjs/common';
import { reject, type ReadModel, type TeamId } from '@rollcall/event-sourcing';
import { InjectReadModel, Refused } from '@rollcall/service-kit';
import { type SeatListRow, seatListDeclaration } from './seat-list.projection.js';

/** Lines a page. */
const pageSize = 500;

/** Every seat of a team, for scans: NDJSON in the order of the seat ids. */
@Controller('internal/v1/exports/seats')
export class SeatExportController {
  constructor(@InjectReadModel(seatListDeclaration) private readonly seats: ReadModel<SeatListRow>) {}

  /** One page; the header `rollcall-next` is the `after` of the next one, absent on the last. */
  @Get()
  @Header('content-type', 'application/x-ndjson; charset=utf-8')
  async page(
    @Res({ passthrough: true }) reply: { header: (name: string, value: string) => unknown },
    @Query('team') team = '',
    @Query('after') after = '',
  ): Promise<string> {
    if (team === '') throw new Refused(reject('validation-failed', 'Name the team.'));
    const scope = { team: team as TeamId };
    const page = await this.seats.find({ scope, limit: pageSize, ...(after !== '' && { after }) });
    if (page.next !== undefined) reply.header('rollcall-next', page.next);
    return page.rows.map((row) => `${JSON.stringify(row)}\n`).join('');
  }
}

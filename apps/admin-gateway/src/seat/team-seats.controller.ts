import { Body, Controller, Get, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { ConsistencyToken, ReadModel, TeamId } from '@rollcall/event-sourcing';
import {
  type Answer,
  type CallContext,
  InjectReadModel,
  READ_YOUR_WRITES,
  type ReadYourWrites,
} from '@rollcall/service-kit';
import { Acting, MustSee } from '../http/acting.decorator.js';
import { Needed } from '../http/needs.decorator.js';
import { conditions, type ListPage, page, paging } from '../http/page.js';
import { ReadsOwnWrites, Repeatable, Responds, RespondsPage } from '../http/responds.decorator.js';
import { notFound, passedOn, path, Upstream } from '../http/upstream.js';
import { type SeatRow, seatsDeclaration } from '../read-models/seats.composition.js';
import { AssignedSeatDto, AssignSeatDto, SeatDto, SeatQueryDto } from './seat.dto.js';
import { UnusedSeats } from './unused-seats.js';

/** A team's seats one by one: the account portal. */
@ApiTags('Seats')
@Controller('api/v1/teams/:team/seats')
export class TeamSeatsController {
  constructor(
    @Inject(Upstream) private readonly upstream: Upstream,
    @Inject(UnusedSeats) private readonly unused: UnusedSeats,
    @Inject(READ_YOUR_WRITES) private readonly readYourWrites: ReadYourWrites,
    @InjectReadModel(seatsDeclaration) private readonly seats: ReadModel<SeatRow>,
  ) {}

  @Get()
  @Needed('team-admin')
  @RespondsPage(SeatDto)
  async list(
    @Param('team') team: string,
    @Query() query: SeatQueryDto,
    @MustSee() token: ConsistencyToken,
  ): Promise<ListPage<SeatDto>> {
    await this.readYourWrites.waitFor(token, seatsDeclaration);
    const where = conditions({ held: query.held ?? true, used: query.used });
    const found = await page(this.seats, { scope: { team: team as TeamId }, where, ...paging(query) }, (row) =>
      this.unused.view(row),
    );
    return { ...found, items: await Promise.all(found.items) };
  }

  @Get(':account')
  @Needed('team-admin')
  @Responds(200, SeatDto)
  @ReadsOwnWrites()
  async read(
    @Param('team') team: string,
    @Param('account') account: string,
    @MustSee() token: ConsistencyToken,
  ): Promise<SeatDto> {
    await this.readYourWrites.waitFor(token, seatsDeclaration);
    const scope = { team: team as TeamId };
    const { rows } = await this.seats.find({ scope, where: { accountId: account }, limit: 1 });
    if (!rows[0]) throw notFound();
    return this.unused.view(rows[0]);
  }

  @Post('assign')
  @Needed('team-admin')
  @Responds(200, AssignedSeatDto)
  @Repeatable()
  async assign(
    @Param('team') team: string,
    @Body() body: AssignSeatDto,
    @Acting() context: CallContext,
  ): Promise<Answer> {
    const assign = path`/teams/${team}/seats/assign`;
    const sent = await this.upstream.send<AssignedSeatDto | undefined>('post', 'licensing', assign, { context, body });
    return passedOn(sent, { status: 200, body: { accountId: sent.body?.accountId } });
  }

  @Post(':account/unassign')
  @Needed('team-admin')
  @Responds(204)
  @Repeatable()
  async unassign(
    @Param('team') team: string,
    @Param('account') account: string,
    @Acting() context: CallContext,
  ): Promise<Answer> {
    return passedOn(
      await this.upstream.send('post', 'licensing', path`/teams/${team}/seats/${account}/unassign`, { context }),
    );
  }
}

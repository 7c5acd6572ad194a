import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import type { SeatFacet } from '@rollcall/contracts';
import type { CommandContext, CommandHandler, Cryptography, ReadModel, TeamId } from '@rollcall/event-sourcing';
import {
  type Answer,
  answer,
  COMMAND_HANDLER,
  CRYPTOGRAPHY,
  InCommandContext,
  InjectReadModel,
  ServiceClient,
} from '@rollcall/service-kit';
import { type DriftRow, driftDeclaration } from '../drift/drift.composition.js';
import { type SeatListRow, seatListDeclaration } from '../read-models/seat-list.projection.js';
import { accountOfEmail } from './account-of-email.js';
import { assignSeat, seatStream, type SeatHolder, unassignSeat } from './seat.decisions.js';
import { AssignSeatDto, SeatQueryDto } from './seat.dto.js';
import { seatIdOf } from './seat-id.js';

/** A seat; `unused`: held, and nobody on any site of the team is known by this account (LIC-09). */
export type SeatView = SeatFacet & Readonly<{ unused: boolean }>;

/** A team's seats one by one: the account portal. */
@Controller('internal/v1/teams/:team/seats')
export class SeatController {
  constructor(
    @Inject(COMMAND_HANDLER) private readonly handle: CommandHandler,
    @Inject(CRYPTOGRAPHY) private readonly cryptography: Cryptography,
    @Inject(ServiceClient) private readonly services: ServiceClient,
    @InjectReadModel(seatListDeclaration) private readonly seats: ReadModel<SeatListRow>,
    @InjectReadModel(driftDeclaration) private readonly people: ReadModel<DriftRow>,
  ) {}

  /** Seats of the team, those held unless asked otherwise. */
  @Get()
  async list(
    @Param('team') team: string,
    @Query() { held = 'true', after, limit = 100 }: SeatQueryDto,
  ): Promise<Readonly<{ items: readonly SeatView[]; next?: string }>> {
    const scope = { team: team as TeamId };
    const where = { held: held === 'true' };
    const { rows, next } = await this.seats.find({ scope, where, limit, ...(after !== undefined && { after }) });
    const items = await Promise.all(rows.map((seat) => this.view(seat)));
    return { items, ...(next !== undefined && { next }) };
  }

  /** Gives the account with this email a seat (LIC-14). */
  @Post('assign')
  async assign(
    @Param('team') teamId: string,
    @Body() { email }: AssignSeatDto,
    @InCommandContext() context: CommandContext,
  ): Promise<Answer> {
    const accountId = await accountOfEmail(this.services, email, context);
    const holder = this.holderOf(teamId, accountId);
    const outcome = await this.handle(assignSeat(holder, context.occurredAt), context);
    return answer(outcome, { status: 200, etagOf: seatStream(holder.seatId), body: { accountId } });
  }

  /** Takes a seat back (LIC-18 `report`). */
  @Post(':account/unassign')
  @HttpCode(204)
  async unassign(
    @Param('team') teamId: string,
    @Param('account') accountId: string,
    @InCommandContext() context: CommandContext,
  ): Promise<Answer> {
    const holder = this.holderOf(teamId, accountId);
    return answer(await this.handle(unassignSeat(holder), context), { etagOf: seatStream(holder.seatId) });
  }

  private holderOf(teamId: string, accountId: string): SeatHolder {
    return { teamId, accountId, seatId: seatIdOf(this.cryptography, teamId, accountId) };
  }

  private async view(seat: SeatListRow): Promise<SeatView> {
    if (!seat.held || seat.uses.length > 0) return { ...seat, unused: false };
    const scope = { team: seat.teamId as TeamId };
    const known = await this.people.find({ scope, where: { accountId: seat.accountId }, limit: 1 });
    return { ...seat, unused: known.rows.length === 0 };
  }
}

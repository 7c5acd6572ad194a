import { Body, Controller, Get, HttpCode, Inject, Param, Post, Put } from '@nestjs/common';
import type { PoolFacet, TeamFacet } from '@rollcall/contracts';
import { type CommandContext, type CommandHandler, decideOne, type EventStore, reject } from '@rollcall/event-sourcing';
import {
  type Answer,
  answer,
  COMMAND_HANDLER,
  EVENT_STORE,
  InCommandContext,
  readFacet,
  readState,
  Refused,
  versioned,
} from '@rollcall/service-kit';
import { poolDecider } from '../pool/pool.decider.js';
import { poolStream } from '../seat/seat.decisions.js';
import { teamDecider } from './team.decider.js';
import { createTeam } from './team.decisions.js';
import { AppointAdminDto, CreateTeamDto } from './team.dto.js';
import { teamStream } from './team.events.js';
import { teamFold } from './team.facet.js';

/** Teams, their admins and their seats in figures; the gateway has decided who may ask. */
@Controller('internal/v1/teams')
export class TeamController {
  constructor(
    @Inject(COMMAND_HANDLER) private readonly handle: CommandHandler,
    @Inject(EVENT_STORE) private readonly store: EventStore,
  ) {}

  /** A customer and its subscription. */
  @Post()
  async create(@Body() team: CreateTeamDto, @InCommandContext() context: CommandContext): Promise<Answer> {
    const { expiresAt, ...rest } = team;
    // Compared as text with the command's time: the same form for both.
    const ends = expiresAt === undefined ? {} : { expiresAt: new Date(expiresAt).toISOString() };
    const outcome = await this.handle(createTeam({ ...rest, ...ends }), { ...context, teamId: team.teamId });
    return answer(outcome, { etagOf: teamStream(team.teamId), status: 201, body: { teamId: team.teamId } });
  }

  /** Names an admin or gives one another rank (LIC-21). */
  @Put(':team/admins/:account')
  @HttpCode(204)
  async appoint(
    @Param('team') teamId: string,
    @Param('account') accountId: string,
    @Body() { rank }: AppointAdminDto,
    @InCommandContext() context: CommandContext,
  ): Promise<Answer> {
    const stream = teamStream(teamId);
    const command = { type: 'AppointAdmin', data: { teamId, accountId, rank } } as const;
    return answer(await this.handle(decideOne(teamDecider, stream, command), context), { etagOf: stream });
  }

  /** Name and admins as they stand now: for a gateway whose feed is old. */
  @Get(':team')
  async read(@Param('team') teamId: string): Promise<Answer> {
    const team = await readFacet<TeamFacet>(this.store, teamFold, teamStream(teamId));
    if (!team?.state) throw noSuchTeam();
    return versioned(team.version, team.state);
  }

  /** The figures every page shows: used, available and total are the team's (LIC-05). */
  @Get(':team/pool')
  async pool(@Param('team') teamId: string): Promise<Answer> {
    const { state, version } = await readState(this.store, poolDecider, poolStream(teamId));
    if (state.status === 'none' || version === undefined) throw noSuchTeam();
    const { total, used, expiresAt } = state;
    const figures: PoolFacet = { teamId, total, used, ...(expiresAt !== undefined && { expiresAt }) };
    return versioned(version, figures);
  }
}

const noSuchTeam = (): Refused => new Refused(reject('not-found', 'There is no such team.'));

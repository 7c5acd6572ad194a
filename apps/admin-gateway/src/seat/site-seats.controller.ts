import { Controller, Get, Inject } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { ConsistencyToken, ReadModel, TeamId } from '@rollcall/event-sourcing';
import { rights } from '@rollcall/permission-engine';
import { InjectReadModel, READ_YOUR_WRITES, type ReadYourWrites } from '@rollcall/service-kit';
import type { Member } from '../access/caller.js';
import { OnSite } from '../access/on-request.js';
import { MustSee } from '../http/acting.decorator.js';
import { Needed } from '../http/needs.decorator.js';
import { ReadsOwnWrites, Responds } from '../http/responds.decorator.js';
import { notFound } from '../http/upstream.js';
import { type TeamRow, teamsDeclaration } from '../read-models/teams.composition.js';
import { SeatFiguresDto } from './seat.dto.js';

/** Seats of the site's team, in figures (LIC-06). */
@ApiTags('Seats')
@Controller('api/v1/sites/:site/seats')
export class SiteSeatsController {
  constructor(
    @Inject(READ_YOUR_WRITES) private readonly readYourWrites: ReadYourWrites,
    @InjectReadModel(teamsDeclaration) private readonly teams: ReadModel<TeamRow>,
  ) {}

  @Get()
  @Needed(rights.accessAdmin)
  @Responds(200, SeatFiguresDto)
  @ReadsOwnWrites()
  async read(@OnSite() { teamId }: Member, @MustSee() token: ConsistencyToken): Promise<SeatFiguresDto> {
    await this.readYourWrites.waitFor(token, teamsDeclaration);
    const team = await this.teams.get({ team: teamId as TeamId }, teamId);
    if (!team) throw notFound();
    const { total, used, expiresAt } = team;
    return { teamId, total, used, available: Math.max(0, total - used), ...(expiresAt && { expiresAt }) };
  }
}

import { Body, Controller, Get, HttpCode, Inject, Param, Patch, Post, Query } from '@nestjs/common';
import type { RunFacet } from '@rollcall/contracts';
import type { CommandContext, CommandHandler, Cryptography, EventStore } from '@rollcall/event-sourcing';
import {
  type Answer,
  answer,
  COMMAND_HANDLER,
  CRYPTOGRAPHY,
  EVENT_STORE,
  InCommandContext,
  versioned,
} from '@rollcall/service-kit';
import { findingStream } from '../finding/finding.events.js';
import { cancelRun, chooseStatus, requestRun, resolveRun } from './run.decisions.js';
import { PageQueryDto } from '../http/page-query.dto.js';
import { ChooseStatusDto } from './run.dto.js';
import { runStream } from './run.events.js';
import { type FindingView, peopleFound, readFinding, runOfSite, runsOfSite } from './run-reading.js';

type List<Item> = Readonly<{
  items: readonly Item[];
  next?: string;
  total: Readonly<{ count: number; more: boolean }>;
}>;

/** Diagnostic runs of a site (DGN-01…DGN-11). Every read is of the streams themselves: never behind a write. */
@Controller('internal/v1/sites/:site/diagnostic-runs')
export class RunController {
  constructor(
    @Inject(COMMAND_HANDLER) private readonly handle: CommandHandler,
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(CRYPTOGRAPHY) private readonly cryptography: Cryptography,
  ) {}

  /** Begins an analysis; a retry of the same request meets the same run. */
  @Post()
  async start(@Param('site') site: string, @InCommandContext() context: CommandContext): Promise<Answer> {
    const runId = this.cryptography.uuid5('diagnostic-run', context.commandId);
    const outcome = await this.handle(requestRun(runId, site, context.occurredAt), context);
    return answer(outcome, { status: 202, etagOf: runStream(runId), body: { runId } });
  }

  /** The newest runs. */
  @Get()
  async list(@Param('site') site: string, @Query() { limit = 50 }: PageQueryDto): Promise<List<RunFacet>> {
    const items = await runsOfSite(this.store, site, limit);
    return { items, total: { count: items.length, more: false } };
  }

  /** How far a run is. */
  @Get(':run')
  async read(@Param('site') site: string, @Param('run') runId: string): Promise<Answer> {
    const { run, version } = await runOfSite(this.store, site, runId);
    return versioned(version, run.figures);
  }

  /** Who is un-synced, what is suggested and what was chosen (DGN-06). `after` is the last person of a page. */
  @Get(':run/findings')
  async findings(
    @Param('site') site: string,
    @Param('run') runId: string,
    @Query() { limit = 100, after }: PageQueryDto,
  ): Promise<List<FindingView>> {
    const { run } = await runOfSite(this.store, site, runId);
    const people = await peopleFound(this.store, runId);
    const start = after === undefined ? 0 : people.indexOf(after) + 1;
    const page = people.slice(start, start + limit);
    const items = await Promise.all(page.map((personId) => readFinding(this.store, run.figures, personId)));
    const next = start + limit < people.length ? page.at(-1) : undefined;
    return { items, total: { count: people.length, more: false }, ...(next !== undefined && { next }) };
  }

  /** Chooses a status; the suggestion again takes the override back (DGN-08). */
  @Patch(':run/findings/:person')
  @HttpCode(204)
  async choose(
    @Param('site') site: string,
    @Param('run') runId: string,
    @Param('person') person: string,
    @Body() { chosenStatus }: ChooseStatusDto,
    @InCommandContext() context: CommandContext,
  ): Promise<Answer> {
    const outcome = await this.handle(chooseStatus(runId, site, person, chosenStatus), context);
    return answer(outcome, { etagOf: findingStream(runId, person) });
  }

  /** Applies the chosen statuses (DGN-09). */
  @Post(':run/resolve')
  async resolve(
    @Param('site') site: string,
    @Param('run') runId: string,
    @InCommandContext() context: CommandContext,
  ): Promise<Answer> {
    const outcome = await this.handle(resolveRun(runId, site), context);
    return answer(outcome, { status: 202, etagOf: runStream(runId) });
  }

  /** Ends it without further effect. */
  @Post(':run/cancel')
  async cancel(
    @Param('site') site: string,
    @Param('run') runId: string,
    @InCommandContext() context: CommandContext,
  ): Promise<Answer> {
    const outcome = await this.handle(cancelRun(runId, site), context);
    return answer(outcome, { status: 202, etagOf: runStream(runId) });
  }
}

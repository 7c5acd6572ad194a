import { Body, Controller, Get, Inject, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { rights } from '@rollcall/permission-engine';
import type { Answer, CallContext } from '@rollcall/service-kit';
import type { Member } from '../access/caller.js';
import { OnSite } from '../access/on-request.js';
import { Acting } from '../http/acting.decorator.js';
import { CreatedDto } from '../http/created.dto.js';
import { ListQueryDto } from '../http/list-query.dto.js';
import { Needed } from '../http/needs.decorator.js';
import type { ListPage } from '../http/page.js';
import { Repeatable, Responds, RespondsPageOfOwner } from '../http/responds.decorator.js';
import { passedOn, path, Upstream } from '../http/upstream.js';
import { countsOf } from '../import/read-import.js';
import { ChooseStatusDto, DiagnosticRunDto, FindingDto } from './diagnostic-run.dto.js';
import { FindingViews, type FoundDrift, readRun, type ReadRun } from './finding-views.js';

/** Finding and repairing people whose identity, seat and site status disagree (STO-9). */
@ApiTags('Diagnostics')
@Controller('api/v1/sites/:site/diagnostic-runs')
export class DiagnosticRunController {
  constructor(
    @Inject(Upstream) private readonly upstream: Upstream,
    @Inject(FindingViews) private readonly views: FindingViews,
  ) {}

  @Post()
  @Needed(rights.accessAdmin)
  @Responds(202, CreatedDto)
  @Repeatable()
  async start(@OnSite() member: Member, @Acting() context: CallContext): Promise<Answer> {
    const sent = await this.upstream.send<{ runId: string }>('post', 'licensing', runsOf(member), { context });
    const id = sent.body.runId;
    return passedOn(sent, { status: 202, body: { id }, location: path`/api/v1/operations/${id}` });
  }

  @Get()
  @Needed(rights.accessAdmin)
  @RespondsPageOfOwner(DiagnosticRunDto)
  async list(
    @OnSite() member: Member,
    @Query() { limit, after }: ListQueryDto,
    @Acting() context: CallContext,
  ): Promise<ListPage<DiagnosticRunDto>> {
    const sent = await this.upstream.send<unknown>('get', 'licensing', runsOf(member), {
      context,
      query: { limit, after },
    });
    return countsOf<ReadRun, DiagnosticRunDto>(sent.body, readRun);
  }

  @Get(':run')
  @Needed(rights.accessAdmin)
  @Responds(200, DiagnosticRunDto)
  async read(@OnSite() member: Member, @Param('run') run: string, @Acting() context: CallContext): Promise<Answer> {
    const sent = await this.upstream.send<ReadRun>('get', 'licensing', runOf(member, run), { context });
    return passedOn(sent, { body: readRun(sent.body) });
  }

  @Get(':run/findings')
  @Needed(rights.accessAdmin)
  @RespondsPageOfOwner(FindingDto)
  async findings(
    @OnSite() member: Member,
    @Param('run') run: string,
    @Query() { limit, after }: ListQueryDto,
    @Acting() context: CallContext,
  ): Promise<ListPage<FindingDto>> {
    const asked = { context, query: { limit, after } };
    const sent = await this.upstream.send<unknown>('get', 'licensing', `${runOf(member, run)}/findings`, asked);
    const found = countsOf<FoundDrift, FoundDrift>(sent.body, (finding) => finding);
    return { ...found, items: await this.views.of(member, found.items) };
  }

  @Patch(':run/findings/:person')
  @Needed(rights.accessAdmin)
  @Responds(204)
  @Repeatable()
  async choose(
    @OnSite() member: Member,
    @Param('run') run: string,
    @Param('person') person: string,
    @Body() body: ChooseStatusDto,
    @Acting() context: CallContext,
  ): Promise<Answer> {
    const finding = runOf(member, run) + path`/findings/${person}`;
    return passedOn(await this.upstream.send('patch', 'licensing', finding, { context, body }));
  }

  @Post(':run/resolve')
  @Needed(rights.accessAdmin)
  @Responds(202)
  @Repeatable()
  resolve(@OnSite() member: Member, @Param('run') run: string, @Acting() context: CallContext): Promise<Answer> {
    return this.change(`${runOf(member, run)}/resolve`, context);
  }

  @Post(':run/cancel')
  @Needed(rights.accessAdmin)
  @Responds(202)
  @Repeatable()
  cancel(@OnSite() member: Member, @Param('run') run: string, @Acting() context: CallContext): Promise<Answer> {
    return this.change(`${runOf(member, run)}/cancel`, context);
  }

  private async change(route: string, context: CallContext): Promise<Answer> {
    return passedOn(await this.upstream.send('post', 'licensing', route, { context }), { status: 202 });
  }
}

const runsOf = ({ siteId }: Member): string => path`/sites/${siteId}/diagnostic-runs`;
const runOf = (member: Member, run: string): string => runsOf(member) + path`/${run}`;

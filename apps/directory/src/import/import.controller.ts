import { Controller, Get, Headers, HttpCode, Inject, Param, Post, Query, Req } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { ImportFacet } from '@rollcall/contracts';
import {
  type CommandContext,
  type CommandHandler,
  decodeToken,
  type EventStore,
  type ReadModel,
  reject,
  type SiteId,
} from '@rollcall/event-sourcing';
import {
  type Answer,
  answer,
  COMMAND_HANDLER,
  EVENT_STORE,
  InCommandContext,
  InjectReadModel,
  readState,
  Refused,
  versioned,
} from '@rollcall/service-kit';
import { type ImportListRow, importListDeclaration } from '../read-models/import-list.projection.js';
import { type ImportRow, importRowsDeclaration } from '../read-models/import-rows.projection.js';
import { changeImport } from './import.decisions.js';
import { type ExistingImport, importDecider } from './import.decider.js';
import { PageQueryDto, RowQueryDto, UploadQueryDto } from './import.dto.js';
import { importStream } from './import.events.js';
import { ImportRunner } from './import-runner.js';
import { doneRows, type RowPage, waitingRows } from './import-rows-view.js';
import { ImportUploads } from './import-uploads.js';
import { WaitingFiles } from './waiting-files.js';

/** Imports of people (DIR-10). */
@ApiTags('Imports')
@Controller('internal/v1/sites/:site/imports')
export class ImportController {
  constructor(
    @Inject(COMMAND_HANDLER) private readonly handle: CommandHandler,
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(ImportUploads) private readonly uploads: ImportUploads,
    @Inject(ImportRunner) private readonly runner: ImportRunner,
    @Inject(WaitingFiles) private readonly files: WaitingFiles,
    @InjectReadModel(importListDeclaration) private readonly imports: ReadModel<ImportListRow>,
    @InjectReadModel(importRowsDeclaration) private readonly results: ReadModel<ImportRow>,
  ) {}

  @Post()
  @ApiConsumes('text/csv')
  @ApiBody({ schema: { type: 'string', format: 'binary' } })
  @ApiOperation({ summary: 'Checks a file and, unless it is a dry run, starts to import it.' })
  async upload(
    @Param('site') siteId: string,
    @Query() { dryRun = false, rows = 'all-or-nothing', invitations = 'send', roles }: UploadQueryDto,
    @Req() request: Readonly<{ body: unknown }>,
    @Headers('consistency-token') token = '',
    @InCommandContext() context: CommandContext,
  ): Promise<Answer> {
    const bytes = request.body instanceof Uint8Array ? request.body : new Uint8Array();
    const may = roles && { roles: new Set(roles) };
    const options = { rows, invitations, dryRun, token: decodeToken(token), ...may };
    const { importId, outcome } = await this.uploads.take(siteId, bytes, options, context);
    if (!dryRun) this.runner.start(importId);
    return answer(outcome, { etagOf: importStream(importId), status: 202, body: { importId } });
  }

  @Get()
  @ApiOperation({ summary: 'The imports of a site, the newest first.' })
  async list(@Param('site') site: string, @Query() { limit = 100, after }: PageQueryDto): Promise<object> {
    const scope = { site: site as SiteId };
    const sorted = { scope, sort: '-createdAt', limit, ...(after !== undefined && { after }) };
    const [page, total] = await Promise.all([this.imports.find(sorted), this.imports.count({ scope })]);
    return { items: page.rows, total, ...(page.next !== undefined && { next: page.next }) };
  }

  @Get(':import')
  @ApiOperation({ summary: 'One import, with what is remarkable about its file while that is kept.' })
  async read(@Param('site') site: string, @Param('import') importId: string): Promise<Answer> {
    const { state, facet, version } = await this.found(site, importId);
    const findings = state.status === 'checked' ? await this.files.findings(importId) : [];
    const { rows, invitations } = state.upload;
    return versioned(version, { ...facet, rows, invitations, findings });
  }

  @Get(':import/rows')
  @ApiOperation({ summary: 'The rows of an import: as checked before it starts, what became of them afterwards.' })
  async rows(
    @Param('site') siteId: string,
    @Param('import') importId: string,
    @Query() query: RowQueryDto,
  ): Promise<RowPage> {
    const { state } = await this.found(siteId, importId);
    return state.status === 'checked'
      ? waitingRows(this.files.rows(importId), query)
      : doneRows(this.results, { siteId, importId }, query);
  }

  @Post(':import/start')
  @ApiOperation({ summary: 'Starts a checked import; 422 `import-has-errors` unless its good rows are wanted.' })
  async start(
    @Param('site') siteId: string,
    @Param('import') importId: string,
    @InCommandContext() context: CommandContext,
  ): Promise<Answer> {
    const started = await this.handle(changeImport(siteId, importId, { type: 'StartImport', data: {} }), context);
    const answered = answer(started, { etagOf: importStream(importId), status: 202 });
    this.runner.start(importId);
    return answered;
  }

  @Post(':import/cancel')
  @HttpCode(202)
  @ApiOperation({ summary: 'Ends an import; rows that were under way are done, the others are left.' })
  async cancel(
    @Param('site') siteId: string,
    @Param('import') importId: string,
    @InCommandContext() context: CommandContext,
  ): Promise<Answer> {
    const cancelled = await this.handle(changeImport(siteId, importId, { type: 'CancelImport', data: {} }), context);
    return answer(cancelled, { etagOf: importStream(importId), status: 202 });
  }

  private async found(siteId: string, importId: string) {
    const { state, version } = await readState(this.store, importDecider, importStream(importId));
    if (state.status === 'none' || state.upload.siteId !== siteId || version === undefined) {
      throw new Refused(reject('not-found', 'There is no such import.'));
    }
    return { state, version, facet: facetOf(state) };
  }
}

const facetOf = ({ status, upload: { importId, siteId }, counts }: ExistingImport): ImportFacet => ({
  importId,
  siteId,
  state: status,
  counts,
});

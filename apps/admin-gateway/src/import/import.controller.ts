import { Controller, Get, Inject, Param, Post, Query, Req } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiTags } from '@nestjs/swagger';
import type { ConsistencyToken } from '@rollcall/event-sourcing';
import { rights } from '@rollcall/permission-engine';
import {
  type Answer,
  type CallContext,
  READ_YOUR_WRITES,
  type ReadYourWrites,
  validationFailed,
} from '@rollcall/service-kit';
import type { FastifyRequest } from 'fastify';
import type { Member } from '../access/caller.js';
import { OnSite } from '../access/on-request.js';
import { SitePolicies } from '../access/site-policies.js';
import { Acting, MustSee } from '../http/acting.decorator.js';
import { CreatedDto } from '../http/created.dto.js';
import { Needed } from '../http/needs.decorator.js';
import { Repeatable, Responds, RespondsPageOfOwner } from '../http/responds.decorator.js';
import type { ListPage } from '../http/page.js';
import { passedOn, path, Upstream } from '../http/upstream.js';
import { ListQueryDto } from '../http/list-query.dto.js';
import { grantableRoles } from '../person/role-grants.js';
import { rolesDeclaration } from '../read-models/roles.composition.js';
import { ImportDto, ImportFileDto, ImportOptionsDto, ImportRowDto, ImportRowQueryDto } from './import.dto.js';
import { countsOf, readImport, type ReadImport } from './read-import.js';
import { readUpload } from './read-upload.js';

/** Checking a file takes a moment longer than an ordinary command, ms. */
const checkingPatience = 15_000;

/** Importing people from files. */
@ApiTags('Imports')
@Controller('api/v1/sites/:site/imports')
export class ImportController {
  constructor(
    @Inject(Upstream) private readonly upstream: Upstream,
    @Inject(SitePolicies) private readonly policies: SitePolicies,
    @Inject(READ_YOUR_WRITES) private readonly readYourWrites: ReadYourWrites,
  ) {}

  @Post()
  @Needed(rights.createPerson)
  @Responds(202, CreatedDto)
  @Repeatable()
  @ApiConsumes('multipart/form-data')
  @ApiBody({ type: ImportFileDto })
  async upload(
    @OnSite() member: Member,
    @Query() { dryRun, rows, invitations }: ImportOptionsDto,
    @Req() request: FastifyRequest,
    @Acting() context: CallContext,
    @MustSee() token: ConsistencyToken,
  ): Promise<Answer> {
    const bytes = await readUpload(request);
    if (bytes.length === 0) throw validationFailed([{ pointer: '/file', detail: 'is empty' }]);
    // A role the sender has just made is known here once their own writes have arrived.
    await this.readYourWrites.waitFor(token, rolesDeclaration);
    const { siteId } = member;
    const roles = grantableRoles({ ...member, policy: await this.policies.of(siteId) }).join(',');
    const query = { dryRun: String(dryRun ?? false), rows, invitations, roles };
    const given = Object.fromEntries(
      Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined),
    );
    const sent = await this.upstream.send<{ importId: string }>('post', 'directory', path`/sites/${siteId}/imports`, {
      context,
      query: given,
      raw: { type: 'text/csv', bytes },
      timeout: checkingPatience,
      token,
    });
    const id = sent.body.importId;
    return passedOn(sent, { status: 202, body: { id }, location: path`/api/v1/operations/${id}` });
  }

  @Get()
  @Needed(rights.createPerson)
  @RespondsPageOfOwner(ImportDto)
  async list(
    @OnSite() { siteId }: Member,
    @Query() query: ListQueryDto,
    @Acting() context: CallContext,
  ): Promise<ListPage<ImportDto>> {
    const sent = await this.upstream.send<unknown>('get', 'directory', path`/sites/${siteId}/imports`, {
      context,
      query: { limit: query.limit, after: query.after },
    });
    return countsOf<ReadImport, ImportDto>(sent.body, readImport);
  }

  @Get(':import')
  @Needed(rights.createPerson)
  @Responds(200, ImportDto)
  async read(
    @OnSite() { siteId }: Member,
    @Param('import') id: string,
    @Acting() context: CallContext,
  ): Promise<ImportDto> {
    const sent = await this.upstream.send<ReadImport>('get', 'directory', path`/sites/${siteId}/imports/${id}`, {
      context,
    });
    return readImport(sent.body);
  }

  @Get(':import/rows')
  @Needed(rights.createPerson)
  @RespondsPageOfOwner(ImportRowDto)
  async rows(
    @OnSite() { siteId }: Member,
    @Param('import') id: string,
    @Query() { state, limit, after }: ImportRowQueryDto,
    @Acting() context: CallContext,
  ): Promise<ListPage<ImportRowDto>> {
    const rows = path`/sites/${siteId}/imports/${id}/rows`;
    const sent = await this.upstream.send<unknown>('get', 'directory', rows, {
      context,
      query: { state, limit, after },
    });
    return countsOf<ImportRowDto, ImportRowDto>(sent.body, (row) => row);
  }

  @Post(':import/start')
  @Needed(rights.createPerson)
  @Responds(202)
  @Repeatable()
  start(@OnSite() { siteId }: Member, @Param('import') id: string, @Acting() context: CallContext): Promise<Answer> {
    return this.change(path`/sites/${siteId}/imports/${id}/start`, context);
  }

  @Post(':import/cancel')
  @Needed(rights.createPerson)
  @Responds(202)
  @Repeatable()
  cancel(@OnSite() { siteId }: Member, @Param('import') id: string, @Acting() context: CallContext): Promise<Answer> {
    return this.change(path`/sites/${siteId}/imports/${id}/cancel`, context);
  }

  private async change(route: string, context: CallContext): Promise<Answer> {
    return passedOn(await this.upstream.send('post', 'directory', route, { context }), { status: 202 });
  }
}

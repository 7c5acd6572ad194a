import { Body, Controller, Get, Inject, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type ConsistencyToken, type ReadModel, reject, type SiteId } from '@rollcall/event-sourcing';
import { rights } from '@rollcall/permission-engine';
import {
  type Answer,
  type CallContext,
  InjectReadModel,
  READ_YOUR_WRITES,
  type ReadYourWrites,
  Refused,
  RequiresVersion,
} from '@rollcall/service-kit';
import type { Member } from '../access/caller.js';
import { OnSite } from '../access/on-request.js';
import { mayReach, reachOf } from '../access/project-reach.js';
import { Acting, MustSee } from '../http/acting.decorator.js';
import { CreatedDto } from '../http/created.dto.js';
import { Needed } from '../http/needs.decorator.js';
import { conditions, type ListPage, page, paging } from '../http/page.js';
import { Guarded, ReadsOwnWrites, Repeatable, Responds, RespondsPage } from '../http/responds.decorator.js';
import { notFound, passedOn, path, Upstream } from '../http/upstream.js';
import { findPeople } from '../person/find-people.js';
import { PersonQueryDto } from '../person/person-query.dto.js';
import { PersonDto } from '../person/person.dto.js';
import { peopleDeclaration } from '../read-models/people.composition.js';
import type { PersonRow } from '../read-models/person-row.js';
import { type ProjectRow, projectsDeclaration } from '../read-models/projects.composition.js';
import { CreateProjectDto, EditProjectDto, ProjectDto, ProjectQueryDto } from './project.dto.js';

/** The projects of a site that the caller's role reaches; the others do not exist for them. */
@ApiTags('Projects')
@Controller('api/v1/sites/:site/projects')
export class ProjectController {
  constructor(
    @Inject(Upstream) private readonly upstream: Upstream,
    @Inject(READ_YOUR_WRITES) private readonly readYourWrites: ReadYourWrites,
    @InjectReadModel(projectsDeclaration) private readonly projects: ReadModel<ProjectRow>,
    @InjectReadModel(peopleDeclaration) private readonly people: ReadModel<PersonRow>,
  ) {}

  @Get()
  @Needed(rights.seeProject)
  @RespondsPage(ProjectDto)
  async list(
    @OnSite() member: Member,
    @Query() query: ProjectQueryDto,
    @MustSee() token: ConsistencyToken,
  ): Promise<ListPage<ProjectDto>> {
    await this.readYourWrites.waitFor(token, projectsDeclaration);
    const { archived, private: isPrivate } = query;
    const reach = reachOf(member);
    const where = conditions({ archived, private: isPrivate, ...(reach !== 'every' && { reach }) });
    return page(this.projects, { scope: { site: member.siteId as SiteId }, where, ...paging(query) }, projectView);
  }

  @Post()
  @Needed(rights.createProject)
  @Responds(201, CreatedDto)
  @Repeatable()
  async create(
    @OnSite() { siteId }: Member,
    @Body() body: CreateProjectDto,
    @Acting() context: CallContext,
  ): Promise<Answer> {
    const sent = { context, body };
    const created = await this.upstream.send<{ projectId: string }>(
      'post',
      'directory',
      path`/sites/${siteId}/projects`,
      sent,
    );
    const id = created.body.projectId;
    return passedOn(created, { status: 201, body: { id }, location: path`/api/v1/sites/${siteId}/projects/${id}` });
  }

  @Get(':project')
  @Needed(rights.seeProject)
  @Responds(200, ProjectDto)
  @ReadsOwnWrites()
  async read(
    @OnSite() member: Member,
    @Param('project') id: string,
    @MustSee() token: ConsistencyToken,
  ): Promise<Answer> {
    await this.readYourWrites.waitFor(token, projectsDeclaration);
    const row = await this.require(member, id);
    return passedOn({ etag: BigInt(row.version) as never, token: [] }, { body: projectView(row) });
  }

  @Patch(':project')
  @Needed(rights.editProject)
  @RequiresVersion()
  @Responds(204)
  @Guarded()
  @Repeatable()
  async edit(
    @OnSite() member: Member,
    @Param('project') id: string,
    @Body() body: EditProjectDto,
    @Acting() context: CallContext,
  ): Promise<Answer> {
    const project = await this.require(member, id);
    const record = { project: { id, private: project.private }, systemRequired: project.template };
    if (!member.may(rights.editProject, record))
      throw new Refused(reject('not-permitted', 'Your role does not allow this.'));
    const edit = path`/sites/${member.siteId}/projects/${id}`;
    return passedOn(await this.upstream.send('patch', 'directory', edit, { context, body }));
  }

  @Get(':project/people')
  @Needed(rights.seePeople)
  @RespondsPage(PersonDto)
  async peopleOf(
    @OnSite() member: Member,
    @Param('project') id: string,
    @Query() query: PersonQueryDto,
    @MustSee() token: ConsistencyToken,
  ): Promise<ListPage<PersonDto>> {
    await this.readYourWrites.waitFor(token, peopleDeclaration);
    await this.require(member, id);
    return findPeople(this.people, member, query, id);
  }

  private async require(member: Member, id: string): Promise<ProjectRow> {
    const row = await this.projects.get({ site: member.siteId as SiteId }, id);
    if (!row || !mayReach(member, row)) throw notFound();
    return row;
  }
}

function projectView(row: ProjectRow): ProjectDto {
  const { id, siteId, name, private: isPrivate, archived, template, createdAt, version } = row;
  return { id, siteId, name, private: isPrivate, archived, template, createdAt, etag: `"${version}"` };
}

import { Body, Controller, Get, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { ConsistencyToken, ReadModel, SiteId } from '@rollcall/event-sourcing';
import { rights } from '@rollcall/permission-engine';
import {
  type Answer,
  type CallContext,
  InjectReadModel,
  READ_YOUR_WRITES,
  type ReadYourWrites,
} from '@rollcall/service-kit';
import type { Member } from '../access/caller.js';
import { OnSite } from '../access/on-request.js';
import { Acting, MustSee } from '../http/acting.decorator.js';
import { CreatedDto } from '../http/created.dto.js';
import { Needed } from '../http/needs.decorator.js';
import type { ListPage } from '../http/page.js';
import { ReadsOwnWrites, Repeatable, Responds, RespondsPage } from '../http/responds.decorator.js';
import { notFound, passedOn, path, Upstream } from '../http/upstream.js';
import { peopleDeclaration } from '../read-models/people.composition.js';
import type { PersonRow } from '../read-models/person-row.js';
import { requireFields } from './person-fields.js';
import { CreatePersonDto } from './person-changes.dto.js';
import { findPeople } from './find-people.js';
import { PersonQueryDto } from './person-query.dto.js';
import { personView } from './person-view.js';
import { PersonDto } from './person.dto.js';
import { RoleGrants } from './role-grants.js';
import { listed, SiteReferences } from './site-references.js';

/** The people of a site: read them, add one. */
@ApiTags('People')
@Controller('api/v1/sites/:site/people')
export class PeopleController {
  constructor(
    @Inject(Upstream) private readonly upstream: Upstream,
    @Inject(READ_YOUR_WRITES) private readonly readYourWrites: ReadYourWrites,
    @Inject(SiteReferences) private readonly references: SiteReferences,
    @Inject(RoleGrants) private readonly grants: RoleGrants,
    @InjectReadModel(peopleDeclaration) private readonly people: ReadModel<PersonRow>,
  ) {}

  @Get()
  @Needed(rights.seePeople)
  @RespondsPage(PersonDto)
  async list(
    @OnSite() member: Member,
    @Query() query: PersonQueryDto,
    @MustSee() token: ConsistencyToken,
  ): Promise<ListPage<PersonDto>> {
    await this.readYourWrites.waitFor(token, peopleDeclaration);
    return findPeople(this.people, member, query);
  }

  @Get(':person')
  @Needed(rights.seePeople)
  @Responds(200, PersonDto)
  @ReadsOwnWrites()
  async read(
    @OnSite() member: Member,
    @Param('person') person: string,
    @MustSee() token: ConsistencyToken,
  ): Promise<Answer> {
    await this.readYourWrites.waitFor(token, peopleDeclaration);
    const row = await this.people.get({ site: member.siteId as SiteId }, person);
    if (!row) throw notFound();
    return passedOn({ etag: BigInt(row.version) as never, token: [] }, { body: personView(row, member) });
  }

  @Post()
  @Needed(rights.createPerson)
  @Responds(201, CreatedDto)
  @Repeatable()
  async create(
    @OnSite() member: Member,
    @Body() asked: CreatePersonDto,
    @Acting() context: CallContext,
  ): Promise<Answer> {
    const { projectIds = [], groupIds = [], status = 'active', welcome = 'invite' } = asked;
    if (asked.roleId !== undefined) requireFields(member, [{ field: 'permissionGroup', pointer: '/roleId' }]);
    await this.references.check(member, {
      projects: listed('/projectIds', projectIds),
      groups: listed('/groupIds', groupIds),
      ...(asked.roleId !== undefined && { roles: [{ id: asked.roleId, pointer: '/roleId' }] }),
    });
    // Nobody chooses the site's default role; how far a chosen one reaches at first is the role's own affair.
    if (asked.roleId !== undefined) {
      await this.grants.check(member, [{ roleId: asked.roleId, scope: { allOpen: true, projectIds } }]);
    }
    const body = { ...asked, projectIds, groupIds, status, welcome };
    const created = await this.upstream.send<{ personId: string }>(
      'post',
      'directory',
      path`/sites/${member.siteId}/people`,
      {
        context,
        body,
      },
    );
    const id = created.body.personId;
    return passedOn(created, {
      status: 201,
      body: { id },
      location: path`/api/v1/sites/${member.siteId}/people/${id}`,
    });
  }
}

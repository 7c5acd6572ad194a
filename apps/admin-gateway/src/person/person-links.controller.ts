import { Body, Controller, Get, Inject, Param, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type ConsistencyToken, reject } from '@rollcall/event-sourcing';
import { rights } from '@rollcall/permission-engine';
import {
  type Answer,
  type CallContext,
  READ_YOUR_WRITES,
  type ReadYourWrites,
  Refused,
  RequiresVersion,
} from '@rollcall/service-kit';
import type { Member } from '../access/caller.js';
import { OnSite } from '../access/on-request.js';
import { Acting, MustSee } from '../http/acting.decorator.js';
import { Needed } from '../http/needs.decorator.js';
import { Guarded, ReadsOwnWrites, Repeatable, Responds } from '../http/responds.decorator.js';
import { passedOn, path, Upstream } from '../http/upstream.js';
import { membersDeclaration } from '../read-models/members.composition.js';
import { peopleDeclaration } from '../read-models/people.composition.js';
import { PeopleOfSite } from './people-of-site.js';
import { AssignmentsDto, MembershipsDto } from './person-answers.dto.js';
import { SecurityEmailsDto } from './person-changes.dto.js';
import { type Assigned, RoleGrants } from './role-grants.js';
import { listed, type Named, SiteReferences } from './site-references.js';

/** A person's projects, roles and notices: each has its own owner, its own version and its own permission. */
@ApiTags('People')
@Controller('api/v1/sites/:site/people/:person')
export class PersonLinksController {
  constructor(
    @Inject(Upstream) private readonly upstream: Upstream,
    @Inject(READ_YOUR_WRITES) private readonly readYourWrites: ReadYourWrites,
    @Inject(PeopleOfSite) private readonly people: PeopleOfSite,
    @Inject(SiteReferences) private readonly references: SiteReferences,
    @Inject(RoleGrants) private readonly grants: RoleGrants,
  ) {}

  @Get('memberships')
  @Needed(rights.linkProjects)
  @Responds(200, MembershipsDto)
  @ReadsOwnWrites()
  async memberships(
    @OnSite() member: Member,
    @Param('person') person: string,
    @MustSee() token: ConsistencyToken,
  ): Promise<Answer> {
    await this.readYourWrites.waitFor(token, peopleDeclaration);
    const { version, state } = await this.people.require(member, person);
    return passedOn({ etag: version, token: [] }, { body: { projectIds: state.projectIds } });
  }

  @Put('memberships')
  @Needed(rights.linkProjects)
  @RequiresVersion()
  @Responds(204)
  @Guarded()
  @Repeatable()
  async setMemberships(
    @OnSite() member: Member,
    @Param('person') person: string,
    @Body() { projectIds }: MembershipsDto,
    @Acting() context: CallContext,
  ): Promise<Answer> {
    const { state } = await this.people.require(member, person);
    // Links that are there already may lie beyond the caller's reach; only new ones are looked up.
    const added = listed('/projectIds', projectIds).filter(({ id }) => !state.projectIds.includes(id));
    await this.references.check(member, { projects: added });
    const memberships = path`/sites/${member.siteId}/people/${person}/memberships`;
    const changed = await this.upstream.send('put', 'directory', memberships, { context, body: { projectIds } });
    await this.upstream.settle(changed.token, peopleDeclaration, membersDeclaration);
    return passedOn(changed);
  }

  @Put('security-emails')
  @Needed(rights.accessAdmin)
  @Responds(204)
  @Repeatable()
  async chooseSecurityEmails(
    @OnSite() member: Member,
    @Param('person') person: string,
    @Body() body: SecurityEmailsDto,
    @Acting() context: CallContext,
  ): Promise<Answer> {
    await this.people.require(member, person);
    const route = path`/people/${person}/security-emails`;
    const chosen = await this.upstream.send('put', 'identity', route, { context, body });
    await this.upstream.settle(chosen.token, peopleDeclaration);
    return passedOn(chosen);
  }

  @Get('assignments')
  @Needed(rights.assignRole)
  @Responds(200, AssignmentsDto)
  async assignments(
    @OnSite() member: Member,
    @Param('person') person: string,
    @Acting() context: CallContext,
  ): Promise<Answer> {
    await this.people.require(member, person);
    const held = await this.upstream.send<AssignmentsDto>('get', 'authorization', assignmentsOf(member, person), {
      context,
    });
    const assignments = held.body.assignments.map(({ roleId, scope }) => ({ roleId, scope }));
    return passedOn(held, { body: { assignments } });
  }

  @Put('assignments')
  @Needed(rights.assignRole)
  @RequiresVersion()
  @Responds(204)
  @Guarded()
  @Repeatable()
  async setAssignments(
    @OnSite() member: Member,
    @Param('person') person: string,
    @Body() body: AssignmentsDto,
    @Acting() context: CallContext,
  ): Promise<Answer> {
    await this.people.require(member, person);
    const held = await this.upstream.send<AssignmentsDto>('get', 'authorization', assignmentsOf(member, person), {
      context,
    });
    // What they hold already is nobody's grant, as of the very version that is replaced.
    if (held.etag !== context.expected) throw new Refused(reject('stale-version', 'The roles have changed since.'));
    await this.references.check(member, namedAnew(body.assignments, held.body.assignments));
    await this.grants.check(member, body.assignments, held.body.assignments);
    const changed = await this.upstream.send('put', 'authorization', assignmentsOf(member, person), { context, body });
    await this.upstream.settle(changed.token, peopleDeclaration, membersDeclaration);
    return passedOn(changed);
  }
}

/** A role that was disabled since may be kept, and so may a project beyond the caller's reach. */
function namedAnew(wanted: readonly Assigned[], held: readonly Assigned[]): Named {
  const before = (roleId: string): Assigned | undefined => held.find((one) => one.roleId === roleId);
  return {
    roles: wanted
      .map(({ roleId: id }, index) => ({ id, pointer: `/assignments/${index}/roleId` }))
      .filter(({ id }) => before(id) === undefined),
    projects: wanted.flatMap(({ roleId, scope }, index) =>
      listed(`/assignments/${index}/scope/projectIds`, scope.projectIds).filter(
        ({ id }) => before(roleId)?.scope.projectIds.includes(id) !== true,
      ),
    ),
  };
}

const assignmentsOf = ({ siteId }: Member, person: string): string =>
  path`/sites/${siteId}/people/${person}/assignments`;

import { Body, Controller, Get, Inject, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { ConsistencyToken } from '@rollcall/event-sourcing';
import { rights } from '@rollcall/permission-engine';
import { type Answer, type CallContext, READ_YOUR_WRITES, type ReadYourWrites } from '@rollcall/service-kit';
import type { Caller } from '../access/caller.js';
import { Members } from '../access/members.js';
import { SignedIn } from '../access/on-request.js';
import { Acting, MustSee } from '../http/acting.decorator.js';
import { Needed } from '../http/needs.decorator.js';
import { ReadsOwnWrites, Responds } from '../http/responds.decorator.js';
import { passedOn, path, Upstream } from '../http/upstream.js';
import { membersDeclaration } from '../read-models/members.composition.js';
import { rolesDeclaration } from '../read-models/roles.composition.js';
import { sessionsDeclaration } from '../read-models/sessions.composition.js';
import { teamsDeclaration } from '../read-models/teams.composition.js';
import { MeDto, MyAccessDto, MyAccessQueryDto } from './me.dto.js';
import { Profile } from './profile.js';
import { ChangePasswordDto, CloseAccountDto, EmailChangesDto, RequestEmailChangeDto } from './portal.dto.js';

/** The caller's own account: the profile portal. */
@ApiTags('Me')
@Controller('api/v1/me')
export class MeController {
  constructor(
    @Inject(Upstream) private readonly upstream: Upstream,
    @Inject(Members) private readonly members: Members,
    @Inject(Profile) private readonly profile: Profile,
    @Inject(READ_YOUR_WRITES) private readonly readYourWrites: ReadYourWrites,
  ) {}

  @Get()
  @Needed('signed-in')
  @Responds(200, MeDto)
  @ReadsOwnWrites()
  async me(@SignedIn() caller: Caller, @MustSee() token: ConsistencyToken): Promise<MeDto> {
    await this.readYourWrites.waitFor(token, sessionsDeclaration);
    await this.readYourWrites.waitFor(token, membersDeclaration);
    await this.readYourWrites.waitFor(token, teamsDeclaration);
    return this.profile.of(caller);
  }

  @Get('access')
  @Needed('signed-in')
  @Responds(200, MyAccessDto)
  @ReadsOwnWrites()
  async access(
    @SignedIn() caller: Caller,
    @Query() { site }: MyAccessQueryDto,
    @MustSee() token: ConsistencyToken,
  ): Promise<MyAccessDto> {
    await this.readYourWrites.waitFor(token, membersDeclaration);
    await this.readYourWrites.waitFor(token, rolesDeclaration);
    const member = await this.members.require(caller, site);
    const { siteId, personId, subject, policy } = member;
    const roles = subject.assignments.flatMap(({ roleId }) => {
      const name = policy.roles.get(roleId)?.role.name;
      return name === undefined ? [] : [{ id: roleId, name }];
    });
    const may = Object.entries(rights).map(([name, action]) => [name, member.may(action)] as const);
    return { siteId, personId, roles, may: Object.fromEntries(may) };
  }

  @Put('password')
  @Needed('signed-in')
  @Responds(204)
  async changePassword(
    @SignedIn() { accountId, sessionId }: Caller,
    @Body() { current, password }: ChangePasswordDto,
    @Acting() context: CallContext,
  ): Promise<Answer> {
    // The other sessions end; this one goes on.
    const body = { current, password, sessionId };
    const changed = await this.upstream.send('put', 'identity', path`/accounts/${accountId}/password`, {
      context,
      body,
    });
    await this.upstream.settle(changed.token, sessionsDeclaration);
    return passedOn(changed);
  }

  @Get('email-changes')
  @Needed('signed-in')
  @Responds(200, EmailChangesDto)
  async emailChanges(@SignedIn() { accountId }: Caller, @Acting() context: CallContext): Promise<EmailChangesDto> {
    const changes = path`/accounts/${accountId}/email-changes`;
    return (await this.upstream.send<EmailChangesDto>('get', 'identity', changes, { context })).body;
  }

  @Post('email-changes')
  @Needed('signed-in')
  @Responds(202)
  async requestEmailChange(
    @SignedIn() { accountId }: Caller,
    @Body() { email }: RequestEmailChangeDto,
    @Acting() context: CallContext,
  ): Promise<Answer> {
    const changes = path`/accounts/${accountId}/email-changes`;
    return passedOn(await this.upstream.send('post', 'identity', changes, { context, body: { email } }), {
      status: 202,
    });
  }

  @Post('close')
  @Needed('signed-in')
  @Responds(204)
  async close(
    @SignedIn() { accountId }: Caller,
    @Body() { password }: CloseAccountDto,
    @Acting() context: CallContext,
  ): Promise<Answer> {
    const close = path`/accounts/${accountId}/close`;
    const closed = await this.upstream.send('post', 'identity', close, { context, body: { password } });
    await this.upstream.settle(closed.token, sessionsDeclaration);
    return passedOn(closed);
  }
}

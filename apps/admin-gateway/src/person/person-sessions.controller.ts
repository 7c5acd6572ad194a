import { Controller, Get, Inject, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type LinkFacet, linkFacet } from '@rollcall/contracts';
import type { ConsistencyToken } from '@rollcall/event-sourcing';
import { rights } from '@rollcall/permission-engine';
import { type Answer, type CallContext, READ_YOUR_WRITES, type ReadYourWrites } from '@rollcall/service-kit';
import type { Member } from '../access/caller.js';
import { OnSite } from '../access/on-request.js';
import { Acting, MustSee } from '../http/acting.decorator.js';
import { Needed } from '../http/needs.decorator.js';
import { ReadsOwnWrites, Repeatable, Responds } from '../http/responds.decorator.js';
import { passedOn, path, Upstream } from '../http/upstream.js';
import { Facets } from '../read-models/facets.js';
import { sessionsDeclaration } from '../read-models/sessions.composition.js';
import { OpenSessions } from '../sign-in/open-sessions.js';
import { OpenSessionsDto } from '../sign-in/open-sessions.dto.js';
import { PeopleOfSite } from './people-of-site.js';

/** Where a person is signed in, and signing them out everywhere (ASVS 7.4.5). */
@ApiTags('People')
@Controller('api/v1/sites/:site/people/:person/sessions')
export class PersonSessionsController {
  constructor(
    @Inject(Upstream) private readonly upstream: Upstream,
    @Inject(PeopleOfSite) private readonly people: PeopleOfSite,
    @Inject(Facets) private readonly facets: Facets,
    @Inject(OpenSessions) private readonly open: OpenSessions,
    @Inject(READ_YOUR_WRITES) private readonly readYourWrites: ReadYourWrites,
  ) {}

  @Get()
  @Needed(rights.changeCredential)
  @Responds(200, OpenSessionsDto)
  @ReadsOwnWrites()
  async list(
    @OnSite() member: Member,
    @Param('person') person: string,
    @MustSee() token: ConsistencyToken,
  ): Promise<OpenSessionsDto> {
    await this.people.require(member, person);
    await this.readYourWrites.waitFor(token, sessionsDeclaration);
    const accountId = (await this.facets.one<LinkFacet>(linkFacet.kind, person))?.state?.accountId;
    return { items: accountId === undefined ? [] : await this.open.of(accountId) };
  }

  /** The account is one: they are signed out on their other sites, too. Answers once this gateway lets them in no more. */
  @Post('end-all')
  @Needed(rights.changeCredential)
  @Responds(204)
  @Repeatable()
  async endAll(
    @OnSite() member: Member,
    @Param('person') person: string,
    @Acting() context: CallContext,
  ): Promise<Answer> {
    await this.people.require(member, person);
    const ended = await this.upstream.send('post', 'identity', path`/people/${person}/end-sessions`, { context });
    await this.upstream.settle(ended.token, sessionsDeclaration);
    return passedOn(ended);
  }
}

import { Controller, Get, Inject, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { rights } from '@rollcall/permission-engine';
import type { Answer, CallContext } from '@rollcall/service-kit';
import type { Member } from '../access/caller.js';
import { OnSite } from '../access/on-request.js';
import { Acting } from '../http/acting.decorator.js';
import { Needed } from '../http/needs.decorator.js';
import { Repeatable, Responds } from '../http/responds.decorator.js';
import { passedOn, path, Upstream } from '../http/upstream.js';
import { SecondFactorsDto } from '../portal/second-factor.dto.js';
import { sessionsDeclaration } from '../read-models/sessions.composition.js';
import { PeopleOfSite } from './people-of-site.js';

/** Whether a person has a second factor, and taking it off for who lost it. */
@ApiTags('People')
@Controller('api/v1/sites/:site/people/:person/second-factors')
export class PersonSecondFactorController {
  constructor(
    @Inject(Upstream) private readonly upstream: Upstream,
    @Inject(PeopleOfSite) private readonly people: PeopleOfSite,
  ) {}

  @Get()
  @Needed(rights.changeCredential)
  @Responds(200, SecondFactorsDto)
  async list(
    @OnSite() member: Member,
    @Param('person') person: string,
    @Acting() context: CallContext,
  ): Promise<SecondFactorsDto> {
    await this.people.require(member, person);
    const theirs = path`/people/${person}/second-factors`;
    return (await this.upstream.send<SecondFactorsDto>('get', 'identity', theirs, { context })).body;
  }

  /** The account is one: they are signed out on their other sites, too. Answers once this gateway lets them in no more. */
  @Post('reset')
  @Needed(rights.changeCredential)
  @Responds(204)
  @Repeatable()
  async reset(
    @OnSite() member: Member,
    @Param('person') person: string,
    @Acting() context: CallContext,
  ): Promise<Answer> {
    await this.people.require(member, person);
    const reset = path`/people/${person}/second-factors/reset`;
    const done = await this.upstream.send('post', 'identity', reset, { context });
    await this.upstream.settle(done.token, sessionsDeclaration);
    return passedOn(done);
  }
}

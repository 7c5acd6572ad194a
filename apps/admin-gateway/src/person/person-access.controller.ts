import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type ConsistencyToken } from '@rollcall/event-sourcing';
import { rights } from '@rollcall/permission-engine';
import { READ_YOUR_WRITES, type ReadYourWrites } from '@rollcall/service-kit';
import type { Member } from '../access/caller.js';
import { OnSite } from '../access/on-request.js';
import { MustSee } from '../http/acting.decorator.js';
import { Needed } from '../http/needs.decorator.js';
import { ReadsOwnWrites, Responds } from '../http/responds.decorator.js';
import { peopleDeclaration } from '../read-models/people.composition.js';
import { AccessDto, AccessQueryDto } from './access.dto.js';
import { AccessExplanation } from './access-explanation.js';

/** What a person may do, and why (STO-7). */
@ApiTags('People')
@Controller('api/v1/sites/:site/people/:person/access')
export class PersonAccessController {
  constructor(
    @Inject(AccessExplanation) private readonly explanation: AccessExplanation,
    @Inject(READ_YOUR_WRITES) private readonly readYourWrites: ReadYourWrites,
  ) {}

  @Get()
  @Needed(rights.seePeople)
  @Responds(200, AccessDto)
  @ReadsOwnWrites()
  async explain(
    @OnSite() member: Member,
    @Param('person') person: string,
    @Query() query: AccessQueryDto,
    @MustSee() token: ConsistencyToken,
  ): Promise<AccessDto> {
    await this.readYourWrites.waitFor(token, peopleDeclaration);
    return this.explanation.of(member, person, query);
  }
}

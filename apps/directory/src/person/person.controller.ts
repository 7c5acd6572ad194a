import { Body, Controller, Get, HttpCode, Inject, Param, Patch, Post, Put, Query } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { PersonFacet } from '@rollcall/contracts';
import {
  type Command,
  type CommandContext,
  type CommandHandler,
  type Cryptography,
  type EventStore,
  isRejection,
  reject,
  type StreamVersion,
} from '@rollcall/event-sourcing';
import {
  type Answer,
  answer,
  COMMAND_HANDLER,
  CRYPTOGRAPHY,
  EVENT_STORE,
  InCommandContext,
  readFacet,
  readState,
  Refused,
  versioned,
} from '@rollcall/service-kit';
import { ErasedRows } from '../import/erased-rows.js';
import { Disabling } from './disabling.js';
import { personDecider } from './person.decider.js';
import { activatePerson, createPerson, disablePerson, erasePerson, personStream } from './person.decisions.js';
import {
  ActivatePersonDto,
  CreatePersonDto,
  EditPersonDto,
  EraseQueryDto,
  GroupsDto,
  MembershipsDto,
  PersonCreatedDto,
  PersonErasureDto,
} from './person.dto.js';
import { personFold } from './person.facet.js';
import { addressOf, loginIndexOf } from './person-indexes.js';
import { editPerson, onSite, setGroups, setProjects } from './person-on-site.js';

const noPerson = reject('not-found', 'There is no such person.');

/** The people of a site, for the gateway, which has decided who may ask. */
@ApiTags('People')
@Controller('internal/v1/sites/:site/people')
export class PersonController {
  constructor(
    @Inject(COMMAND_HANDLER) private readonly handle: CommandHandler,
    @Inject(CRYPTOGRAPHY) private readonly cryptography: Cryptography,
    @Inject(Disabling) private readonly disabling: Disabling,
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(ErasedRows) private readonly rows: ErasedRows,
  ) {}

  @Get(':person')
  @ApiOperation({ summary: 'A person as they stand now: for a gateway whose feed is stale.' })
  async read(@Param('site') siteId: string, @Param('person') person: string): Promise<Answer> {
    const found = await readFacet<PersonFacet>(this.store, personFold, personStream(person));
    if (found?.state?.siteId !== siteId) throw new Refused(noPerson);
    return versioned(found.version, found.state);
  }

  @Post()
  @ApiOperation({ summary: 'Creates a person; an active one is activated by and by.' })
  @ApiResponse({ status: 201, type: PersonCreatedDto })
  async create(
    @Param('site') siteId: string,
    @Body() body: CreatePersonDto,
    @InCommandContext() context: CommandContext,
  ): Promise<Answer> {
    const { status, welcome = 'invite', projectIds = [], groupIds = [], email, ...rest } = body;
    const personId = this.cryptography.uuid5('person', context.commandId);
    const loginIndex = loginIndexOf(this.cryptography, siteId, rest.login);
    const address = addressOf(this.cryptography, email);
    const command = createPerson(
      { ...rest, ...address, personId, siteId, loginIndex, projectIds, groupIds },
      { disabled: status === 'disabled', welcome },
    );
    const outcome = await this.handle(command, context);
    return answer(outcome, { etagOf: personStream(personId), status: 201, body: { personId } });
  }

  @Patch(':person')
  @HttpCode(204)
  @ApiOperation({ summary: 'Edits name, login and email, all or nothing.' })
  async edit(
    @Param('site') siteId: string,
    @Param('person') person: string,
    @Body() { login, email, confirmTwin = false, ...name }: EditPersonDto,
    @InCommandContext() context: CommandContext,
  ): Promise<Answer> {
    const edit = editPerson(person, {
      ...name,
      warnedOfTwin: confirmTwin,
      ...(login !== undefined && { login: { login, loginIndex: loginIndexOf(this.cryptography, siteId, login) } }),
      ...(email !== undefined && { address: addressOf(this.cryptography, email) }),
    });
    return this.change(siteId, person, edit, context);
  }

  @Post(':person/activate')
  @HttpCode(204)
  @ApiOperation({ summary: 'Opens the next attempt at making the person active.' })
  async activate(
    @Param('site') siteId: string,
    @Param('person') person: string,
    @Body() { welcome = 'invite' }: ActivatePersonDto,
    @InCommandContext() context: CommandContext,
  ): Promise<Answer> {
    return this.change(siteId, person, activatePerson(person, welcome), context);
  }

  @Post(':person/disable')
  @HttpCode(204)
  @ApiOperation({ summary: 'Denies the site at once; 409 `last-admin` for the last active Admin.' })
  async disable(
    @Param('site') siteId: string,
    @Param('person') person: string,
    @InCommandContext() context: CommandContext,
  ): Promise<Answer> {
    const command = onSite(siteId, person, disablePerson(person, 'admin'));
    const outcome = await this.disabling.disable(siteId, person, command, context);
    return answer(outcome, { etagOf: personStream(person) });
  }

  @Post(':person/erase')
  @HttpCode(200)
  @ApiOperation({ summary: 'Erases a disabled person for good; 409 `not-disabled` for any other.' })
  @ApiResponse({ status: 200, type: PersonErasureDto })
  async erase(
    @Param('site') siteId: string,
    @Param('person') person: string,
    @Query() { dryRun = false }: EraseQueryDto,
    @InCommandContext() context: CommandContext,
  ): Promise<Answer> {
    const waitingFiles = (await this.rows.importsWith(person)).length;
    if (dryRun) return versioned(await this.erasable(siteId, person), { waitingFiles });
    const outcome = await this.handle(onSite(siteId, person, erasePerson(person)), context);
    return answer(outcome, { etagOf: personStream(person), body: { waitingFiles } });
  }

  @Put(':person/memberships')
  @HttpCode(204)
  @ApiOperation({ summary: 'Replaces the person’s projects.' })
  async memberships(
    @Param('site') siteId: string,
    @Param('person') person: string,
    @Body() { projectIds }: MembershipsDto,
    @InCommandContext() context: CommandContext,
  ): Promise<Answer> {
    return this.change(siteId, person, setProjects(person, projectIds), context);
  }

  @Put(':person/groups')
  @HttpCode(204)
  @ApiOperation({ summary: 'Replaces the person’s groups.' })
  async groups(
    @Param('site') siteId: string,
    @Param('person') person: string,
    @Body() { groupIds }: GroupsDto,
    @InCommandContext() context: CommandContext,
  ): Promise<Answer> {
    return this.change(siteId, person, setGroups(person, groupIds), context);
  }

  /** The version a person could be erased at. @throws Refused with what {@link erasePerson} rejects. */
  private async erasable(siteId: string, personId: string): Promise<StreamVersion> {
    const { state, version } = await readState(this.store, personDecider, personStream(personId));
    if (state.status === 'none' || state.siteId !== siteId || version === undefined) throw new Refused(noPerson);
    const decided = personDecider.decide({ type: 'ErasePerson', data: {} }, state);
    if (isRejection(decided)) throw new Refused(decided);
    return version;
  }

  private async change(siteId: string, personId: string, command: Command, context: CommandContext): Promise<Answer> {
    const outcome = await this.handle(onSite(siteId, personId, command), context);
    return answer(outcome, { etagOf: personStream(personId) });
  }
}

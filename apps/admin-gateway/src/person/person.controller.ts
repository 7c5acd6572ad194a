import { Body, Controller, Get, Inject, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { rights } from '@rollcall/permission-engine';
import { type Answer, type CallContext, RequiresVersion } from '@rollcall/service-kit';
import type { Member } from '../access/caller.js';
import { OnSite } from '../access/on-request.js';
import { Acting } from '../http/acting.decorator.js';
import { Email } from '../http/fields.js';
import { Needed } from '../http/needs.decorator.js';
import { Guarded, Repeatable, Responds } from '../http/responds.decorator.js';
import { passedOn, path, Upstream } from '../http/upstream.js';
import { membersDeclaration } from '../read-models/members.composition.js';
import { peopleDeclaration } from '../read-models/people.composition.js';
import { requireFields } from './person-fields.js';
import { EmailAdviceDto, PersonErasureDto } from './person-answers.dto.js';
import { ActivateDto, EditPersonDto, EraseOptionsDto, ResetCredentialDto } from './person-changes.dto.js';
import { PeopleOfSite } from './people-of-site.js';

/** Which email is thought of. */
class EmailQueryDto {
  @Email()
  email!: string;
}

/** Changing one person. */
@ApiTags('People')
@Controller('api/v1/sites/:site/people/:person')
export class PersonController {
  constructor(
    @Inject(Upstream) private readonly upstream: Upstream,
    @Inject(PeopleOfSite) private readonly people: PeopleOfSite,
  ) {}

  /** Beside the right to see people, the edit of each field that is named. */
  @Patch()
  @Needed(rights.seePeople)
  @RequiresVersion()
  @Responds(204)
  @Guarded()
  @Repeatable()
  async edit(
    @OnSite() member: Member,
    @Param('person') person: string,
    @Body() body: EditPersonDto,
    @Acting() context: CallContext,
  ): Promise<Answer> {
    await this.people.require(member, person);
    requireFields(member, fieldsOf(body));
    const edited = await this.upstream.send('patch', 'directory', pathOf(member, person), { context, body });
    return passedOn(edited);
  }

  @Post('activate')
  @Needed(rights.changeStatus)
  @Responds(204)
  @Repeatable()
  activate(
    @OnSite() member: Member,
    @Param('person') person: string,
    @Body() body: ActivateDto,
    @Acting() context: CallContext,
  ): Promise<Answer> {
    return this.change(member, person, { verb: 'activate', body, context });
  }

  /** Answers once this gateway denies the person (STO-8). */
  @Post('disable')
  @Needed(rights.changeStatus)
  @Responds(204)
  @Repeatable()
  disable(@OnSite() member: Member, @Param('person') person: string, @Acting() context: CallContext): Promise<Answer> {
    return this.change(member, person, { verb: 'disable', body: {}, context });
  }

  /** For good: the keys of what is personal are destroyed, and rows and files follow within moments. */
  @Post('erase')
  @Needed(rights.erasePerson)
  @Responds(200, PersonErasureDto)
  @Repeatable()
  async erase(
    @OnSite() member: Member,
    @Param('person') person: string,
    @Query() { dryRun = false }: EraseOptionsDto,
    @Acting() context: CallContext,
  ): Promise<Answer> {
    await this.people.require(member, person);
    const question = path`/people/${person}/erasure`;
    const { accounts } = (await this.upstream.send<PersonErasureDto>('get', 'identity', question, { context })).body;
    const erased = await this.upstream.send<PersonErasureDto>('post', 'directory', `${pathOf(member, person)}/erase`, {
      context,
      query: { dryRun: String(dryRun) },
    });
    await this.upstream.settle(erased.token, peopleDeclaration, membersDeclaration);
    const { waitingFiles } = erased.body;
    return passedOn(erased, { status: 200, body: { dryRun, accounts, waitingFiles } });
  }

  @Post('reset-credential')
  @Needed(rights.changeCredential)
  @Responds(204)
  @Repeatable()
  async resetCredential(
    @OnSite() member: Member,
    @Param('person') person: string,
    @Body() body: ResetCredentialDto,
    @Acting() context: CallContext,
  ): Promise<Answer> {
    await this.people.require(member, person);
    return passedOn(
      await this.upstream.send('post', 'identity', path`/people/${person}/reset-credential`, { context, body }),
    );
  }

  @Post('send-invitation')
  @Needed(rights.changeCredential)
  @Responds(204)
  @Repeatable()
  async sendInvitation(
    @OnSite() member: Member,
    @Param('person') person: string,
    @Acting() context: CallContext,
  ): Promise<Answer> {
    await this.people.require(member, person);
    return passedOn(await this.upstream.send('post', 'identity', path`/people/${person}/send-invitation`, { context }));
  }

  /** By whom a lock may be ended is the account mode’s: where people choose their own passwords, by nobody but time and them. */
  @Post('unlock')
  @Needed(rights.changeCredential)
  @Responds(204)
  @Repeatable()
  async unlock(
    @OnSite() member: Member,
    @Param('person') person: string,
    @Acting() context: CallContext,
  ): Promise<Answer> {
    await this.people.require(member, person);
    return passedOn(await this.upstream.send('post', 'identity', path`/people/${person}/unlock`, { context }));
  }

  @Get('email-advice')
  @Needed(rights.changeEmail)
  @Responds(200, EmailAdviceDto)
  async emailAdvice(
    @OnSite() member: Member,
    @Param('person') person: string,
    @Query() query: EmailQueryDto,
    @Acting() context: CallContext,
  ): Promise<EmailAdviceDto> {
    await this.people.require(member, person);
    const advice = path`/people/${person}/email-advice`;
    const asked = { context, query: { email: query.email } };
    return (await this.upstream.send<EmailAdviceDto>('get', 'identity', advice, asked)).body;
  }

  private async change(
    member: Member,
    person: string,
    { verb, body, context }: Readonly<{ verb: 'activate' | 'disable'; body: object; context: CallContext }>,
  ): Promise<Answer> {
    await this.people.require(member, person);
    const changed = await this.upstream.send('post', 'directory', `${pathOf(member, person)}/${verb}`, {
      context,
      body,
    });
    await this.upstream.settle(changed.token, peopleDeclaration, membersDeclaration);
    return passedOn(changed);
  }
}

const pathOf = ({ siteId }: Member, person: string): string => path`/sites/${siteId}/people/${person}`;

/** Which permission each part of a person's data needs. */
const fieldOf = { firstName: 'name', lastName: 'name', login: 'login', email: 'email' } as const;

const fieldsOf = (body: EditPersonDto) =>
  Object.entries(fieldOf)
    .filter(([name]) => body[name as keyof typeof fieldOf] !== undefined)
    .map(([name, field]) => ({ field, pointer: `/${name}` }));

import { Controller, Get, Inject, Param, Post } from '@nestjs/common';
import type { CommandContext, CommandHandler, Cryptography, EventStore } from '@rollcall/event-sourcing';
import {
  type Answer,
  answer,
  COMMAND_HANDLER,
  CRYPTOGRAPHY,
  EVENT_STORE,
  InCommandContext,
} from '@rollcall/service-kit';
import { accountOfPerson, requireAccountOfPerson } from '../link/account-of-person.js';
import { CodeProof } from './code-proof.js';
import { resetSecondFactor } from './second-factor.decisions.js';
import { type SecondFactorView, viewOf } from './second-factor-view.js';

/** The second factor of the account that a site's person is linked to, as their Admins see it. */
@Controller('internal/v1/people/:person')
export class PersonSecondFactorController {
  constructor(
    @Inject(COMMAND_HANDLER) private readonly handle: CommandHandler,
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(CRYPTOGRAPHY) private readonly cryptography: Pick<Cryptography, 'uuid5'>,
    @Inject(CodeProof) private readonly codes: CodeProof,
  ) {}

  /** Whether there is one; nobody without an account has one. */
  @Get('second-factors')
  async list(@Param('person') personId: string): Promise<SecondFactorView> {
    const accountId = await accountOfPerson(this.store, personId);
    return viewOf(accountId === undefined ? { codes: [] } : await this.codes.factorOf(accountId));
  }

  /** For an owner who lost it: they sign in with the password, and are told by mail. The account is one on all its sites. */
  @Post('second-factors/reset')
  async reset(@Param('person') personId: string, @InCommandContext() context: CommandContext): Promise<Answer> {
    const accountId = await requireAccountOfPerson(this.store, personId);
    const mailId = this.cryptography.uuid5('mail', context.commandId);
    return answer(await this.handle(resetSecondFactor(accountId, mailId), context));
  }
}

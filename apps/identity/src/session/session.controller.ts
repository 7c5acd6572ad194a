import { Body, Controller, Delete, Get, Inject, Param, Post } from '@nestjs/common';
import {
  type Clock,
  type CommandContext,
  type CommandHandler,
  decideOne,
  type EventStore,
  reject,
} from '@rollcall/event-sourcing';
import {
  type Answer,
  answer,
  CLOCK,
  COMMAND_HANDLER,
  EVENT_STORE,
  InCommandContext,
  Refused,
} from '@rollcall/service-kit';
import { AccountLookUp } from '../account/account-look-up.js';
import { IdPipe } from '../http/id.pipe.js';
import { OwnerProof } from '../password/owner-proof.js';
import { type CurrentSession, currentSession } from './current-session.js';
import { NewSessions } from './new-sessions.js';
import { sessionDecider } from './session.decider.js';
import { signIn, wrongCredentials } from './session.decisions.js';
import { SignInDto } from './session.dto.js';
import { sessionStream } from './session.events.js';

/** Signing in and out. */
@Controller('internal/v1/sessions')
export class SessionController {
  constructor(
    @Inject(COMMAND_HANDLER) private readonly handle: CommandHandler,
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(AccountLookUp) private readonly accounts: AccountLookUp,
    @Inject(OwnerProof) private readonly proof: OwnerProof,
    @Inject(NewSessions) private readonly sessions: NewSessions,
  ) {}

  /** The token stands in this answer and nowhere else. */
  @Post()
  async start(
    @Body() { email, password, kind }: SignInDto,
    @InCommandContext() context: CommandContext,
  ): Promise<Answer> {
    const emailIndex = this.accounts.indexOf(email);
    const account = await this.accounts.byEmailIndex(emailIndex);
    const proven = await this.proof.of(emailIndex, account, password);
    if (account.status === 'none') throw new Refused(wrongCredentials());
    const { accountId, mustChangePassword } = account;
    const { token, session } = this.sessions.for(accountId, kind, this.clock.now());
    const { sessionId } = session;
    const outcome = await this.handle(signIn(session, proven), context);
    return answer(outcome, { status: 201, body: { token, sessionId, accountId, mustChangePassword } });
  }

  /** Whether it still is open, for a gateway whose feed is stale. */
  @Get(':session')
  async read(@Param('session', IdPipe) sessionId: string): Promise<CurrentSession> {
    const session = await currentSession(this.store, sessionId, this.clock.now());
    if (!session) throw new Refused(reject('not-found', 'There is no such session.'));
    return session;
  }

  /** Signing out; a second time changes nothing. */
  @Delete(':session')
  async end(@Param('session', IdPipe) sessionId: string, @InCommandContext() context: CommandContext): Promise<Answer> {
    const data = { at: context.occurredAt, reason: 'signed-out' } as const;
    return answer(
      await this.handle(decideOne(sessionDecider, sessionStream(sessionId), { type: 'EndSession', data }), context),
    );
  }
}

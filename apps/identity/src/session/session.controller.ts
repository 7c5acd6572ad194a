import { Body, Controller, Delete, Get, Inject, Param, Post } from '@nestjs/common';
import {
  type Clock,
  type CommandContext,
  type CommandHandler,
  decideOne,
  type EventStore,
  type Outcome,
} from '@rollcall/event-sourcing';
import {
  type Answer,
  answer,
  CLOCK,
  COMMAND_HANDLER,
  EVENT_STORE,
  InCommandContext,
  Metrics,
  Refused,
} from '@rollcall/service-kit';
import { AccountLookUp } from '../account/account-look-up.js';
import { OwnerProof } from '../password/owner-proof.js';
import { type CurrentSession, currentSession } from './current-session.js';
import { NewSessions } from './new-sessions.js';
import { sessionDecider } from './session.decider.js';
import { noSuchSession, signIn, wrongCredentials } from './session.decisions.js';
import { SignInDto } from './session.dto.js';
import { sessionStream } from './session.events.js';

/** Signing in and out. */
@Controller('internal/v1/sessions')
export class SessionController {
  private readonly count: (outcome: string) => void;

  constructor(
    @Inject(COMMAND_HANDLER) private readonly handle: CommandHandler,
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(AccountLookUp) private readonly accounts: AccountLookUp,
    @Inject(OwnerProof) private readonly proof: OwnerProof,
    @Inject(NewSessions) private readonly sessions: NewSessions,
    @Inject(Metrics) metrics: Metrics,
  ) {
    this.count = metrics.counter({
      name: 'rollcall_sign_ins_total',
      help: 'Tries to sign in by outcome: done, or why not.',
      label: 'outcome',
    });
  }

  /** The token stands in this answer and nowhere else. */
  @Post()
  async start(@Body() tried: SignInDto, @InCommandContext() context: CommandContext): Promise<Answer> {
    const { outcome, body } = await this.signIn(tried, context).catch((error: unknown) => {
      if (error instanceof Refused) this.count(error.rejection.rejected);
      throw error;
    });
    this.count(outcome.ok ? 'done' : outcome.rejection.rejected);
    return answer(outcome, { status: 201, body });
  }

  private async signIn(
    { email, password, kind }: SignInDto,
    context: CommandContext,
  ): Promise<Readonly<{ outcome: Outcome; body: object }>> {
    const emailIndex = this.accounts.indexOf(email);
    const account = await this.accounts.byEmailIndex(emailIndex);
    const proven = await this.proof.of(emailIndex, account, password, context);
    if (account.status === 'none') throw new Refused(wrongCredentials());
    const { accountId, mustChangePassword } = account;
    const { token, session } = this.sessions.for(accountId, kind, this.clock.now());
    const { sessionId } = session;
    const outcome = await this.handle(signIn(session, proven, context.occurredAt), context);
    return { outcome, body: { token, sessionId, accountId, mustChangePassword } };
  }

  /** Whether it still is open, for a gateway whose feed is stale. */
  @Get(':session')
  async read(@Param('session') sessionId: string): Promise<CurrentSession> {
    const session = await currentSession(this.store, sessionId, this.clock.now());
    if (!session) throw new Refused(noSuchSession());
    return session;
  }

  /** Signing out; a second time changes nothing. */
  @Delete(':session')
  async end(@Param('session') sessionId: string, @InCommandContext() context: CommandContext): Promise<Answer> {
    const data = { at: context.occurredAt, reason: 'signed-out' } as const;
    return answer(
      await this.handle(decideOne(sessionDecider, sessionStream(sessionId), { type: 'EndSession', data }), context),
    );
  }
}

import { Body, Controller, Delete, Get, Inject, Param, Post } from '@nestjs/common';
import {
  type Clock,
  type CommandContext,
  type CommandHandler,
  type Cryptography,
  decideOne,
  type EventStore,
  type Outcome,
} from '@rollcall/event-sourcing';
import {
  Answer,
  answer,
  CLOCK,
  COMMAND_HANDLER,
  CRYPTOGRAPHY,
  EVENT_STORE,
  InCommandContext,
  Metrics,
  Refused,
} from '@rollcall/service-kit';
import { AccountLookUp } from '../account/account-look-up.js';
import { OwnerProof } from '../password/owner-proof.js';
import { CodeProof } from '../second-factor/code-proof.js';
import { type CurrentSession, currentSession } from './current-session.js';
import { NewSessions } from './new-sessions.js';
import { sessionDecider } from './session.decider.js';
import { PendingSignIns } from './pending-sign-ins.js';
import { completeSignIn } from './second-step.decisions.js';
import { codeRequired, noSuchSession, signIn, wrongCredentials } from './session.decisions.js';
import { SecondStepDto, SignInDto } from './session.dto.js';
import { sessionStream } from './session.events.js';

/** What came of a step of signing in, and what is answered then. */
type SignedIn = Readonly<{ outcome: Outcome; body: object }>;

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
    @Inject(PendingSignIns) private readonly pending: PendingSignIns,
    @Inject(CodeProof) private readonly codes: CodeProof,
    @Inject(CRYPTOGRAPHY) private readonly cryptography: Pick<Cryptography, 'uuid5'>,
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
  start(@Body() tried: SignInDto, @InCommandContext() context: CommandContext): Promise<Answer> {
    return this.counted(() => this.signIn(tried, context));
  }

  /** A code completes a sign-in that waits for one: a session begins, with a token of its own (ASVS 7.2.4). */
  @Post('second-factor')
  complete(@Body() tried: SecondStepDto, @InCommandContext() context: CommandContext): Promise<Answer> {
    return this.counted(() => this.secondStep(tried, context));
  }

  private async counted(signIn: () => Promise<SignedIn>): Promise<Answer> {
    const { outcome, body } = await signIn().catch((error: unknown) => {
      if (error instanceof Refused) this.count(error.rejection.rejected);
      throw error;
    });
    const waits = !outcome.ok && outcome.rejection.rejected === codeRequired().rejected;
    this.count(outcome.ok ? 'done' : outcome.rejection.rejected);
    return waits ? new Answer({ status: 201, body }) : answer(outcome, { status: 201, body });
  }

  private async signIn({ email, password, kind }: SignInDto, context: CommandContext): Promise<SignedIn> {
    const emailIndex = this.accounts.indexOf(email);
    const account = await this.accounts.byEmailIndex(emailIndex);
    const proven = await this.proof.of(emailIndex, account, password, context);
    if (account.status === 'none') throw new Refused(wrongCredentials());
    const { accountId, mustChangePassword } = account;
    const { token, session } = this.sessions.for(accountId, kind, this.clock.now());
    const { sessionId } = session;
    const outcome = await this.handle(signIn(session, proven, context.occurredAt), context);
    if (outcome.ok || outcome.rejection.rejected !== codeRequired().rejected) {
      return { outcome, body: { token, sessionId, accountId, mustChangePassword } };
    }
    const pending = await this.pending.begin(account, kind);
    const waiting = { secondFactorRequired: true, mustChangePassword: false };
    return { outcome, body: { token: pending.token, sessionId: pending.id, accountId, ...waiting } };
  }

  private async secondStep({ signInId, kind, code }: SecondStepDto, context: CommandContext): Promise<SignedIn> {
    const account = await this.pending.account(signInId, kind);
    const { accountId, passwords, mustChangePassword } = account;
    const { token, session } = this.sessions.for(accountId, kind, this.clock.now());
    const mailId = this.cryptography.uuid5('mail', context.commandId);
    const step = { session, passwords, mailId, at: context.occurredAt };
    const outcome = await this.codes.spend(account, code, context, (use) => completeSignIn({ ...step, use }));
    await this.pending.end(signInId);
    return { outcome, body: { token, sessionId: session.sessionId, accountId, mustChangePassword } };
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

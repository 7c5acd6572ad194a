import { Body, Controller, Delete, Get, Inject, Post, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { CallContext } from '@rollcall/service-kit';
import type { Answer } from '@rollcall/service-kit';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Caller } from '../access/caller.js';
import { SignedIn } from '../access/on-request.js';
import { Acting } from '../http/acting.decorator.js';
import { Needed } from '../http/needs.decorator.js';
import { Responds } from '../http/responds.decorator.js';
import { passedOn, path, type Sent, Upstream } from '../http/upstream.js';
import { sessionsDeclaration } from '../read-models/sessions.composition.js';
import { CsrfTokens } from './csrf-tokens.js';
import { PendingSignIn } from './pending-sign-in.js';
import { SessionCookie } from './session-cookie.js';
import { SessionDto, SignInCodeDto, SignInDto, StartedSessionDto } from './session.dto.js';

/** What identity answers to a sign-in. */
type Started = Readonly<{
  token: string;
  sessionId: string;
  accountId: string;
  mustChangePassword: boolean;
  secondFactorRequired?: boolean;
}>;

/** Signing in and out. */
@ApiTags('Sign-in')
@Controller('api/v1/sessions')
export class SessionController {
  constructor(
    @Inject(Upstream) private readonly upstream: Upstream,
    @Inject(SessionCookie) private readonly cookie: SessionCookie,
    @Inject(CsrfTokens) private readonly csrf: CsrfTokens,
    @Inject(PendingSignIn) private readonly pending: PendingSignIn,
  ) {}

  @Post()
  @Needed('public')
  @Responds(201, StartedSessionDto)
  async signIn(
    @Body() { email, password, kind = 'browser' }: SignInDto,
    @Acting() context: CallContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StartedSessionDto> {
    const body = { email, password, kind };
    const started = await this.upstream.send<Started>('post', 'identity', '/sessions', { context, body });
    return this.started(started, kind, reply);
  }

  /** Cookie and token are others afterwards. */
  @Post('current/second-factor')
  @Needed('pending-sign-in')
  @Responds(201, StartedSessionDto)
  async completeSignIn(
    @Body() { code }: SignInCodeDto,
    @Acting() context: CallContext,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StartedSessionDto> {
    const { signInId, kind } = this.pending.of(request);
    const body = { signInId, kind, code };
    const started = await this.upstream.send<Started>('post', 'identity', '/sessions/second-factor', { context, body });
    return this.started(started, kind, reply);
  }

  private async started(
    { body, token }: Sent<Started>,
    kind: Caller['kind'],
    reply: FastifyReply,
  ): Promise<StartedSessionDto> {
    const { accountId, mustChangePassword, secondFactorRequired } = body;
    const begun = { accountId, mustChangePassword, ...(secondFactorRequired && { secondFactorRequired }) };
    await this.upstream.settle(token, sessionsDeclaration);
    if (kind === 'token') return { ...begun, token: body.token };
    const csrfToken = this.csrf.of(body.sessionId);
    this.cookie.set(reply, body.token, csrfToken);
    return { ...begun, csrfToken };
  }

  @Get('current')
  @Needed('signed-in')
  @Responds(200, SessionDto)
  current(@SignedIn() { accountId, sessionId, mustChangePassword, kind, startedAt, expiresAt }: Caller): SessionDto {
    const session = { accountId, mustChangePassword, kind, startedAt, expiresAt };
    return kind === 'browser' ? { ...session, csrfToken: this.csrf.of(sessionId) } : session;
  }

  @Delete('current')
  @Needed('signed-in')
  @Responds(204)
  async signOut(
    @SignedIn() { sessionId }: Caller,
    @Acting() context: CallContext,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Answer> {
    const ended = await this.upstream.send('delete', 'identity', path`/sessions/${sessionId}`, { context });
    await this.upstream.settle(ended.token, sessionsDeclaration);
    if (this.cookie.read(request) !== undefined) this.cookie.clear(reply);
    return passedOn(ended);
  }
}

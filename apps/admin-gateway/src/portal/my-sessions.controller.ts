import { Controller, Delete, Get, Inject, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { ConsistencyToken } from '@rollcall/event-sourcing';
import { type Answer, type CallContext, READ_YOUR_WRITES, type ReadYourWrites } from '@rollcall/service-kit';
import type { Caller } from '../access/caller.js';
import { SignedIn } from '../access/on-request.js';
import { Acting, MustSee } from '../http/acting.decorator.js';
import { Needed } from '../http/needs.decorator.js';
import { ReadsOwnWrites, Responds } from '../http/responds.decorator.js';
import { passedOn, path, Upstream } from '../http/upstream.js';
import { sessionsDeclaration } from '../read-models/sessions.composition.js';
import { OpenSessions } from '../sign-in/open-sessions.js';
import { OpenSessionsDto } from '../sign-in/open-sessions.dto.js';

/** Where the caller is signed in. */
@ApiTags('Me')
@Controller('api/v1/me/sessions')
export class MySessionsController {
  constructor(
    @Inject(Upstream) private readonly upstream: Upstream,
    @Inject(OpenSessions) private readonly open: OpenSessions,
    @Inject(READ_YOUR_WRITES) private readonly readYourWrites: ReadYourWrites,
  ) {}

  @Get()
  @Needed('signed-in')
  @Responds(200, OpenSessionsDto)
  @ReadsOwnWrites()
  async list(
    @SignedIn() { accountId, sessionId }: Caller,
    @MustSee() token: ConsistencyToken,
  ): Promise<OpenSessionsDto> {
    await this.readYourWrites.waitFor(token, sessionsDeclaration);
    return { items: await this.open.of(accountId, sessionId) };
  }

  /** Answers once this gateway lets nobody in by it. */
  @Delete(':session')
  @Needed('signed-in')
  @Responds(204)
  async end(
    @SignedIn() { accountId }: Caller,
    @Param('session') session: string,
    @Acting() context: CallContext,
  ): Promise<Answer> {
    const own = path`/accounts/${accountId}/sessions/${session}`;
    const ended = await this.upstream.send('delete', 'identity', own, { context });
    await this.upstream.settle(ended.token, sessionsDeclaration);
    return passedOn(ended);
  }

  /** This one goes on. */
  @Post('end-others')
  @Needed('signed-in')
  @Responds(204)
  async endOthers(@SignedIn() { accountId, sessionId }: Caller, @Acting() context: CallContext): Promise<Answer> {
    const others = path`/accounts/${accountId}/sessions/end-others`;
    const ended = await this.upstream.send('post', 'identity', others, { context, body: { sessionId } });
    await this.upstream.settle(ended.token, sessionsDeclaration);
    return passedOn(ended);
  }
}

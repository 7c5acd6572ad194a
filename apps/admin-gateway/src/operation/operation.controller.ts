import { Controller, Get, Inject, Param, Post, Req, Res } from '@nestjs/common';
import { ApiProduces, ApiTags } from '@nestjs/swagger';
import type { ConsistencyToken } from '@rollcall/event-sourcing';
import { type Answer, type CallContext, READ_YOUR_WRITES, type ReadYourWrites } from '@rollcall/service-kit';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Caller } from '../access/caller.js';
import { SignedIn } from '../access/on-request.js';
import { Acting, MustSee } from '../http/acting.decorator.js';
import { Needed } from '../http/needs.decorator.js';
import { ReadsOwnWrites, Responds } from '../http/responds.decorator.js';
import { passedOn, path, Upstream } from '../http/upstream.js';
import { OperationStream } from '../live/operation-stream.js';
import { importsDeclaration, runsDeclaration } from '../read-models/operations.composition.js';
import { OperationDto } from './operation.dto.js';
import { Operations } from './operations.js';

/** Imports and diagnostic runs under one roof: how far they are, and stopping them. */
@ApiTags('Operations')
@Controller('api/v1/operations/:operation')
export class OperationController {
  constructor(
    @Inject(Upstream) private readonly upstream: Upstream,
    @Inject(Operations) private readonly operations: Operations,
    @Inject(OperationStream) private readonly stream: OperationStream,
    @Inject(READ_YOUR_WRITES) private readonly readYourWrites: ReadYourWrites,
  ) {}

  @Get()
  @Needed('author-or-admin')
  @Responds(200, OperationDto)
  @ReadsOwnWrites()
  async read(
    @SignedIn() caller: Caller,
    @Param('operation') id: string,
    @MustSee() token: ConsistencyToken,
  ): Promise<OperationDto> {
    await this.waitFor(token);
    return this.operations.require(caller, id);
  }

  /** Server-Sent Events `operation` with an OperationDto each; ends when the operation has. */
  @Get('events')
  @Needed('author-or-admin')
  @Responds(200)
  @ApiProduces('text/event-stream')
  @ReadsOwnWrites()
  async events(
    @SignedIn() caller: Caller,
    @Param('operation') id: string,
    @MustSee() token: ConsistencyToken,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.waitFor(token);
    await this.operations.require(caller, id);
    await this.stream.serve({ caller, id, request, reply });
  }

  @Post('cancel')
  @Needed('author-or-admin')
  @Responds(202)
  async cancel(
    @SignedIn() caller: Caller,
    @Param('operation') id: string,
    @Acting() context: CallContext,
  ): Promise<Answer> {
    const { kind, siteId } = await this.operations.require(caller, id);
    const sent =
      kind === 'import'
        ? await this.upstream.send('post', 'directory', path`/sites/${siteId}/imports/${id}/cancel`, { context })
        : await this.upstream.send('post', 'licensing', path`/sites/${siteId}/diagnostic-runs/${id}/cancel`, {
            context,
          });
    return passedOn(sent, { status: 202 });
  }

  /** An operation is one or the other; a model does not wait for what it does not hold. */
  private async waitFor(token: ConsistencyToken): Promise<void> {
    await Promise.all([importsDeclaration, runsDeclaration].map((model) => this.readYourWrites.waitFor(token, model)));
  }
}

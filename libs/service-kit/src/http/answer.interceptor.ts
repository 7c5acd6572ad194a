import { type CallHandler, type ExecutionContext, Inject, type NestInterceptor } from '@nestjs/common';
import { encodeToken, mergeTokens, publishedFacets } from '@rollcall/event-sourcing';
import type { FastifyReply } from 'fastify';
import { map, type Observable } from 'rxjs';
import type { ServiceDeclaration } from '../service-declaration.js';
import { DECLARATION } from '../tokens.js';
import { Answer } from './answer.js';
import { etagOf } from './etag.js';

/** Writes an {@link Answer}'s status and headers; any other result passes as it is. */
export class AnswerInterceptor implements NestInterceptor {
  constructor(@Inject(DECLARATION) private readonly declaration: ServiceDeclaration) {}

  /** Called by Nest around every route. */
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    if (context.getType() !== 'http') return next.handle();
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    return next
      .handle()
      .pipe(map((result: unknown) => (result instanceof Answer ? this.write(result, reply) : result)));
  }

  private write({ parts }: Answer, reply: FastifyReply): unknown {
    const { status, etag, location, body } = parts;
    reply.status(status ?? (body === undefined ? 204 : 200));
    if (etag !== undefined) reply.header('etag', etagOf(etag));
    if (location) reply.header('location', location);
    const token = this.tokenOf(parts);
    if (token) reply.header('consistency-token', token);
    return body;
  }

  private tokenOf({ outcome, token = [] }: Answer['parts']): string {
    const { relay } = this.declaration;
    return encodeToken(mergeTokens(token, outcome && relay ? publishedFacets(relay, outcome) : []));
  }
}

import { type ArgumentsHost, Catch, type ExceptionFilter, Inject } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { LOGGER } from '../tokens.js';
import { problemOfError } from './problem-of-error.js';
import { requestContextOf } from './request-context.js';

/** A caller told to come back waits this long, in seconds. */
const retryAfter = '2';

/** Answers every error as RFC 9457 problem details. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(@Inject(LOGGER) private readonly logger: Logger) {}

  /** Called by Nest with whatever was thrown. */
  catch(error: unknown, host: ArgumentsHost): void {
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const { correlationId } = requestContextOf(host.switchToHttp().getRequest<FastifyRequest>());
    const problem = { ...problemOfError(error), correlationId };
    if (problem.status === 500) this.logger.error({ err: error, correlationId }, 'a request failed');
    if (problem.status === 503 || problem.status === 429) reply.header('retry-after', retryAfter);
    reply.header('content-type', 'application/problem+json').status(problem.status).send(problem);
  }
}

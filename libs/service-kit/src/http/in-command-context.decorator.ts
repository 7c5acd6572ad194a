import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { type CommandContext, reject } from '@rollcall/event-sourcing';
import type { FastifyRequest } from 'fastify';
import { expectedVersion } from './etag.js';
import { Refused } from './refused.js';
import { requestContextOf } from './request-context.js';

/**
 * The command context of a request: ids, time, who acts, site and team from the route's parameters `site` and `team`,
 * the version from If-Match.
 * @throws Refused `session-ended` when nobody is known to act.
 */
export function commandContextOf(request: FastifyRequest): CommandContext {
  const { commandId, correlationId, occurredAt, actor, subject, traceparent } = requestContextOf(request);
  if (!actor) throw new Refused(reject('session-ended', 'Sign in first.'));
  const { site, team } = (request.params ?? {}) as { site?: string; team?: string };
  const expected = expectedVersion(request.headers['if-match']);
  return {
    commandId,
    causationId: commandId,
    correlationId,
    occurredAt,
    actor,
    ...(subject && { subject }),
    ...(site && { siteId: site }),
    ...(team && { teamId: team }),
    ...(traceparent && { traceparent }),
    ...(expected !== undefined && { expected }),
  };
}

/** Hands a route its {@link commandContextOf}. */
export const InCommandContext = createParamDecorator((_: unknown, context: ExecutionContext) =>
  commandContextOf(context.switchToHttp().getRequest<FastifyRequest>()),
);

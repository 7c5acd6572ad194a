import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { type CommandContext, type ConsistencyToken, decodeToken } from '@rollcall/event-sourcing';
import { type CallContext, commandContextOf, expectedVersion, requestContextOf } from '@rollcall/service-kit';
import type { FastifyRequest } from 'fastify';

const commandIds = new WeakMap<object, string>();

/** Gives a request the command id that follows from its Idempotency-Key: a repeat meets the same streams. */
export const setCommandId = (request: FastifyRequest, id: string): void => void commandIds.set(request.raw, id);

/** What a call to a service takes along from a request: ids, who acts (nobody on public routes), the version from If-Match. */
export const Acting = createParamDecorator((_: unknown, execution: ExecutionContext): CallContext => {
  const request = execution.switchToHttp().getRequest<FastifyRequest>();
  const { commandId, correlationId, actor, subject, traceparent } = requestContextOf(request);
  const expected = expectedVersion(request.headers['if-match']);
  return {
    commandId: commandIds.get(request.raw) ?? commandId,
    correlationId,
    ...(actor && { actor }),
    ...(subject && { subject }),
    ...(traceparent && { traceparent }),
    ...(expected !== undefined && { expected }),
  };
});

/** What a command of this gateway's own, or of a service's, takes along from the request of somebody signed in. */
export const ActingHere = createParamDecorator((_: unknown, execution: ExecutionContext): CommandContext => {
  const request = execution.switchToHttp().getRequest<FastifyRequest>();
  const context = commandContextOf(request);
  const commandId = commandIds.get(request.raw) ?? context.commandId;
  return { ...context, commandId, causationId: commandId };
});

/** Hands a read the writes it must see: the header `Consistency-Token`. */
export const MustSee = createParamDecorator((_: unknown, execution: ExecutionContext): ConsistencyToken => {
  const text = execution.switchToHttp().getRequest<FastifyRequest>().headers['consistency-token'];
  return decodeToken(typeof text === 'string' ? text : '');
});

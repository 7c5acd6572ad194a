import { parseParty } from './party-header.js';
import type { Clock, Party } from '@rollcall/event-sourcing';
import type { FastifyRequest } from 'fastify';
import type { Ids } from '../cryptography/ids.js';

/** What is known about a request before its route runs. */
export interface RequestContext {
  readonly commandId: string;
  readonly correlationId: string;
  readonly occurredAt: Date;
  /** Who asks: set from headers behind a service token, by the gateway's own sign-in at the edge. */
  actor?: Party;
  subject?: Party;
  /** The span of this request. */
  traceparent?: string;
}

const contexts = new WeakMap<object, RequestContext>();
const idPattern = /^[\w:.-]{1,200}$/;

/**
 * Notes who, when and under which ids a request came. At the edge nothing of it is believed to the caller; behind a
 * service token the `rollcall-*` headers of the calling service count.
 */
export function openRequestContext(
  request: FastifyRequest,
  options: { edge: boolean; clock: Clock; ids: Ids },
): RequestContext {
  const header = (name: string): string | undefined => {
    const value = options.edge ? undefined : request.headers[name];
    return typeof value === 'string' && idPattern.test(value) ? value : undefined;
  };
  const actor = parseParty(header('rollcall-actor'));
  const subject = parseParty(header('rollcall-subject'));
  const context: RequestContext = {
    commandId: header('rollcall-command-id') ?? options.ids.next(),
    correlationId: header('rollcall-correlation-id') ?? options.ids.next(),
    occurredAt: options.clock.now(),
    ...(actor && { actor }),
    ...(subject && { subject }),
  };
  contexts.set(request.raw, context);
  return context;
}

/**
 * The context of a request.
 * @throws Error outside a request of this kit.
 */
export function requestContextOf(request: FastifyRequest): RequestContext {
  const context = contexts.get(request.raw);
  if (!context) throw new Error('This request was not opened by the kit');
  return context;
}

import { FastifyAdapter } from '@nestjs/platform-fastify';
import { SpanKind } from '@opentelemetry/api';
import type { Clock } from '@rollcall/event-sourcing';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import type { Ids } from '../cryptography/ids.js';
import type { Metrics } from '../observability/metrics.js';
import type { SpanHandle, Tracing } from '../observability/tracing.js';
import { openRequestContext, requestContextOf } from './request-context.js';

const mebibyte = 1024 * 1024;

/**
 * Fastify as every service uses it: 1 MiB bodies, and JSON that reaches for prototypes is an error. A CSV file may have
 * 10 MiB and reaches its route as bytes.
 */
export function createHttpAdapter(): FastifyAdapter {
  const adapter = new FastifyAdapter({
    bodyLimit: mebibyte,
    // Ids are of 200 characters at most; one of a thing in several services names the service too.
    routerOptions: { maxParamLength: 300 },
    onProtoPoisoning: 'error',
    onConstructorPoisoning: 'error',
  });
  const options = { parseAs: 'buffer', bodyLimit: 10 * mebibyte } as const;
  adapter.getInstance().addContentTypeParser('text/csv', options, (_request, bytes, done) => done(null, bytes));
  return adapter;
}

/** What accompanies every request. */
export type RequestPorts = Readonly<{
  edge: boolean;
  clock: Clock;
  ids: Ids;
  tracing: Tracing;
  metrics: Metrics;
  logger: Logger;
}>;

/** Opens a context and a span for each request, and closes them with a figure and one line in the log. */
export function accompanyRequests(fastify: FastifyInstance, ports: RequestPorts): void {
  const spans = new WeakMap<object, SpanHandle>();
  fastify.addHook('onRequest', (request, reply, done) => {
    const context = openRequestContext(request, ports);
    const parent = ports.edge ? undefined : header(request, 'traceparent');
    const span = ports.tracing.open(`${request.method} ${routeOf(request)}`, SpanKind.SERVER, parent);
    if (span.traceparent) context.traceparent = span.traceparent;
    spans.set(request.raw, span);
    reply.header('rollcall-correlation-id', context.correlationId);
    done();
  });
  fastify.addHook('onResponse', (request, reply, done) => {
    const span = spans.get(request.raw);
    span?.set({ 'http.response.status_code': reply.statusCode });
    span?.end();
    report(request, reply, ports);
    done();
  });
}

function report(request: FastifyRequest, reply: FastifyReply, { metrics, logger }: RequestPorts): void {
  const labels = { method: request.method, route: routeOf(request), status: String(reply.statusCode) };
  metrics.requests.observe(labels, reply.elapsedTime / 1000);
  const { correlationId, actor } = requestContextOf(request);
  // The route's pattern, never its address: that may hold a search for somebody.
  logger.info({ ...labels, ms: Math.round(reply.elapsedTime), correlationId, actor }, 'request');
}

const routeOf = (request: FastifyRequest): string => request.routeOptions.url ?? 'unknown';

function header(request: FastifyRequest, name: string): string | undefined {
  const value = request.headers[name];
  return typeof value === 'string' ? value : undefined;
}

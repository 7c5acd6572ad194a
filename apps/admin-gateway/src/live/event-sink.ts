import type { FastifyReply, FastifyRequest } from 'fastify';

/** One open answer of Server-Sent Events. */
export interface EventSink {
  readonly open: boolean;
  /** Aborts when either side ends. */
  readonly ended: AbortSignal;
  send(event: string, data: unknown, id?: string): void;
  /** Keeps the connection alive through proxies. */
  beat(): void;
  close(): void;
}

/** Takes a request's connection over for events, until the client leaves or the service stops. */
export function openEventSink(request: FastifyRequest, reply: FastifyReply, stopping: AbortSignal): EventSink {
  const over = new AbortController();
  const ended = AbortSignal.any([over.signal, stopping]);
  reply.hijack();
  const { raw } = reply;
  for (const [name, value] of Object.entries(reply.getHeaders())) if (value !== undefined) raw.setHeader(name, value);
  raw.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no' });
  raw.write('retry: 1000\n\n');
  request.raw.on('close', () => over.abort());
  raw.on('error', () => over.abort());
  const write = (text: string): void => {
    if (!ended.aborted) raw.write(text);
  };
  ended.addEventListener('abort', () => raw.end(), { once: true });
  return {
    get open() {
      return !ended.aborted;
    },
    ended,
    send: (event, data, id) =>
      write(`${id === undefined ? '' : `id: ${id}\n`}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`),
    beat: () => write(': beat\n\n'),
    close: () => over.abort(),
  };
}

import {
  type CommandContext,
  type ConsistencyToken,
  decodeToken,
  DependencyAway,
  encodeToken,
  type Rejection,
  type StreamVersion,
} from '@rollcall/event-sourcing';
import { etagOf, expectedVersion } from '../http/etag.js';
import { formatParty } from '../http/party-header.js';
import type { Problem } from '../http/problem.js';
import type { FieldError } from '../http/refused.js';
import type { ServiceTokens } from './service-tokens.js';
import type { ServiceUrls } from './service-urls.js';

/** What a call brings along: who acts and why; `expected` travels as If-Match. */
export type CallContext = Pick<CommandContext, 'correlationId'> & Partial<CommandContext>;
/** Options of one call; `timeout` in ms, the client's own when absent. */
export type CallOptions = Readonly<{
  context?: CallContext;
  body?: unknown;
  /** Sent as it is, in place of `body`: a file that passes through. */
  raw?: Readonly<{ type: string; bytes: Uint8Array<ArrayBuffer> }>;
  query?: Readonly<Record<string, string | number | undefined>>;
  timeout?: number;
  /** What the answer must not be older than (KRN-16). */
  token?: ConsistencyToken;
}>;

/** A service's answer: what it said, or its refusal as a rejection, with the fields at fault. */
export type ServiceAnswer<T> =
  | Readonly<{ ok: true; status: number; body: T; etag?: StreamVersion; token: ConsistencyToken }>
  | Readonly<{ ok: false; status: number; rejection: Rejection; errors: readonly FieldError[] }>;

/**
 * Calls other services: token, deadline, correlation and trace travel along; only addresses of the URL table are called.
 * A call that found no connection is made once more; a command repeated so is recognised by its id (KRN-04).
 */
export class ServiceClient {
  constructor(
    private readonly urls: ServiceUrls,
    private readonly tokens: ServiceTokens,
    /** An answer may take this long where a call says nothing else, ms. */
    private readonly patience = 2_000,
  ) {}

  /** Reads. */
  get<T>(service: string, path: string, options: CallOptions = {}): Promise<ServiceAnswer<T>> {
    return this.call<T>('GET', service, path, options);
  }
  /** Sends a command. */
  post<T = undefined>(service: string, path: string, options: CallOptions = {}): Promise<ServiceAnswer<T>> {
    return this.call<T>('POST', service, path, options);
  }
  /** Replaces. */
  put<T = undefined>(service: string, path: string, options: CallOptions = {}): Promise<ServiceAnswer<T>> {
    return this.call<T>('PUT', service, path, options);
  }
  /** Changes some fields. */
  patch<T = undefined>(service: string, path: string, options: CallOptions = {}): Promise<ServiceAnswer<T>> {
    return this.call<T>('PATCH', service, path, options);
  }
  /** Removes. */
  delete<T = undefined>(service: string, path: string, options: CallOptions = {}): Promise<ServiceAnswer<T>> {
    return this.call<T>('DELETE', service, path, options);
  }

  private async call<T>(
    method: string,
    service: string,
    path: string,
    options: CallOptions,
  ): Promise<ServiceAnswer<T>> {
    const url = new URL(this.urls.of(service) + path);
    for (const [name, value] of Object.entries(options.query ?? {})) {
      if (value !== undefined) url.searchParams.set(name, String(value));
    }
    const headers = { ...headersOf(options), authorization: `Bearer ${await this.tokens.for(service)}` };
    const signal = AbortSignal.timeout(options.timeout ?? this.patience);
    const body = options.raw?.bytes ?? (options.body === undefined ? null : JSON.stringify(options.body));
    const send = (): Promise<Response> => fetch(url, { method, headers, body, signal, redirect: 'error' });
    try {
      const response = await send().catch((error: unknown) => {
        if (signal.aborted) throw error;
        return send();
      });
      return await read<T>(response, service);
    } catch (error) {
      if (error instanceof DependencyAway || error instanceof ServiceFault) throw error;
      throw new DependencyAway(`${service} does not answer`, { cause: error });
    }
  }
}

/** Another service answered 5xx for a reason of its own; asking again will hardly help. */
export class ServiceFault extends Error {
  override readonly name = 'ServiceFault';
}

function headersOf({ context, body, raw, token = [] }: CallOptions): Record<string, string> {
  const headers: Record<string, string | undefined> = {
    'content-type': raw?.type ?? (body === undefined ? undefined : 'application/json'),
    'rollcall-correlation-id': context?.correlationId,
    'rollcall-command-id': context?.commandId,
    'rollcall-actor': context?.actor && formatParty(context.actor),
    'rollcall-subject': context?.subject && formatParty(context.subject),
    'if-match': context?.expected === undefined ? undefined : etagOf(context.expected),
    'consistency-token': token.length > 0 ? encodeToken(token) : undefined,
    traceparent: context?.traceparent,
  };
  return Object.fromEntries(
    Object.entries(headers).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

async function read<T>(response: Response, service: string): Promise<ServiceAnswer<T>> {
  const { status, headers } = response;
  const text = await response.text();
  if (status === 502 || status === 503 || status === 504) throw new DependencyAway(`${service} answered ${status}`);
  if (status >= 500) throw new ServiceFault(`${service} answered ${status}`);
  const body = bodyOf(text, headers.get('content-type') ?? '');
  if (status >= 400) return refusal(status, body as Problem | undefined);
  const etag = expectedVersion(headers.get('etag') ?? undefined);
  const token = decodeToken(headers.get('consistency-token') ?? '');
  return { ok: true, status, body: body as T, token, ...(etag !== undefined && { etag }) };
}

/** NDJSON, as exports answer it, becomes a list. */
function bodyOf(text: string, contentType: string): unknown {
  if (contentType.startsWith('application/x-ndjson')) return text.split('\n').filter(Boolean).map(parse);
  return text === '' ? undefined : parse(text);
}

const parse = (text: string): unknown => JSON.parse(text) as unknown;

function refusal(status: number, problem: Problem | undefined): ServiceAnswer<never> {
  const {
    code = 'service-unavailable',
    detail = 'The service refused without a reason.',
    details,
    errors = [],
  } = problem ?? {};
  return { ok: false, status, errors, rejection: { rejected: code, reason: detail, ...(details && { details }) } };
}

import type { Json } from './fake-services.js';

/** One event of a stream. */
export type ServerEvent = Readonly<{ id?: string; event: string; data: Json }>;

/** An open event stream. */
export interface ServerEvents {
  readonly status: number;
  /** The next event; `undefined` when the stream has ended. */
  next(): Promise<ServerEvent | undefined>;
  /** The next event of this name; others are passed over. */
  until(event: string): Promise<ServerEvent>;
  /** Resolves when the server has ended it. */
  readonly closed: Promise<boolean>;
  leave(): void;
}

/** Opens `/api/v1/events`, or another stream. */
export async function eventsOf(
  url: string,
  headers: Readonly<Record<string, string>>,
  path = '/api/v1/events',
): Promise<ServerEvents> {
  const leaving = new AbortController();
  const response = await fetch(url + path, { headers, signal: leaving.signal });
  const events = read(response);
  const closed = Promise.withResolvers<boolean>();
  const next = async (): Promise<ServerEvent | undefined> => {
    const { value, done } = await events.next();
    if (done) closed.resolve(true);
    return value ?? undefined;
  };
  return {
    status: response.status,
    next,
    async until(event) {
      for (;;) {
        const found = await next();
        if (!found) throw new Error(`the stream ended without ${event}`);
        if (found.event === event) {
          if (event === 'end') void next();
          return found;
        }
      }
    },
    closed: closed.promise,
    leave: () => leaving.abort(),
  };
}

async function* read(response: Response): AsyncGenerator<ServerEvent, undefined> {
  let text = '';
  const decoder = new TextDecoder();
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk as Uint8Array, { stream: true });
    for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
      const event = parse(text.slice(0, end));
      text = text.slice(end + 2);
      if (event) yield event;
    }
  }
  return undefined;
}

function parse(block: string): ServerEvent | undefined {
  const fields = Object.fromEntries(
    block.split('\n').map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)]),
  );
  if (fields.event === undefined) return undefined;
  return {
    event: fields.event,
    data: JSON.parse(fields.data ?? 'null'),
    ...(fields.id !== undefined && { id: fields.id }),
  };
}

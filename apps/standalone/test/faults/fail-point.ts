/** The ports whose calls are counted: between two calls of them lies every step of a process. */
export const ports = {
  append: 'events',
  publish: 'messages, by the relay',
  checkpoint: 'how far the relay has published',
  handle: 'a message, by the listeners of a service; after it the group’s offset moves',
  save: 'documents and checkpoint of a projection of the own log',
  rows: 'rows of a composition; after it the group’s offset moves',
  key: 'the key of somebody’s personal data; after it the event is sealed and appended',
  erase: 'that the key of somebody erased is destroyed',
  scrub: 'the files of read models, written anew after somebody was erased; after it the group’s offset moves',
  mail: 'a mail, to whoever delivers it; after it its outcome is noted',
  answer: 'the record of a request with an Idempotency-Key: first that it is under way, then its answer',
  deadline: 'that the command of a deadline was sent',
} as const;
/** A port by name. */
export type Port = keyof typeof ports;

/**
 * Where a process kills itself: just before or after the n-th call of a port. `event` counts only appends that hold an
 * event of this type.
 */
export type FailPoint = Readonly<{ port: Port; event?: string; call: number; when: 'before' | 'after' }>;

/** Reads what {@link textOf} wrote. */
export function failPointOf(text: string): FailPoint {
  const [port, event, call, when] = text.split(':');
  return { port, ...(event && { event }), call: Number(call), when } as FailPoint;
}

/** A fail point as a message or an environment variable carries it. */
export const textOf = ({ port, event = '', call, when }: FailPoint): string => [port, event, call, when].join(':');

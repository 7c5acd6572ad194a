import type { Awaitable } from './brand.js';

/** Tells a value that is still awaited from one that is here; by shape, since a promise may come from another realm. */
export const isPending = <T>(value: Awaitable<T>): value is Promise<T> =>
  typeof (value as Partial<Promise<T>> | undefined)?.then === 'function';

/** Goes on with a value at once when it is here, later when it is awaited: a warm path costs no turn of the event loop. */
export function whenReady<T, R>(value: Awaitable<T>, next: (value: T) => Awaitable<R>): Awaitable<R> {
  return isPending(value) ? value.then(next) : next(value);
}

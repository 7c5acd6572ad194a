/** A string or number that must not be mistaken for another one: a stream name never lands where a position belongs. */
export type Brand<T, B extends string> = T & { readonly __brand: B };

/** A value now or later: lets a cached key or a warm cache answer without a turn of the event loop. */
export type Awaitable<T> = T | Promise<T>;

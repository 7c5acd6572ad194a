/** Lifts an event's data from one shape to the next. Pure; personal fields are already readable. */
export type Upcast = (data: never) => unknown;

/**
 * Event type → its upcasts in order: the first lifts schema 1 to 2, the next 2 to 3. An event that was never reshaped is
 * absent; adding a field needs no upcast.
 */
export type Upcasters = Readonly<Record<string, readonly Upcast[]>>;

/** The shape that events of this type are written in today. */
export const currentSchema = (upcasters: Upcasters, type: string): number => (upcasters[type]?.length ?? 0) + 1;

/**
 * Brings the data of a stored event to today's shape (KRN-06).
 * @throws Error when the event was written in a shape this release does not know yet.
 */
export function upcast(upcasters: Upcasters, type: string, schema: number, data: unknown): unknown {
  const current = currentSchema(upcasters, type);
  if (schema === current) return data;
  if (schema > current) throw new Error(`${type} was written in shape ${schema}, this release knows up to ${current}`);
  return upcasters[type]!.slice(schema - 1).reduce<unknown>((lifted, lift) => lift(lifted as never), data);
}

import { CheckpointConflict, DependencyAway } from '@rollcall/event-sourcing';
import type { ReadModelWriter } from './read-model-writer.js';

/** One call of a writer's method, on its way to the thread. */
export type WriteCall = Readonly<{
  id: number;
  file: string;
  method: keyof ReadModelWriter;
  given: readonly unknown[];
}>;
/** What came of it. */
export type WriteAnswer = Readonly<{ id: number }> & (Readonly<{ result: unknown }> | Readonly<{ failure: Failure }>);
/** An error between threads: its class is lost on the way, its name is not. */
type Failure = Readonly<{ name: string; message: string; stack: string | undefined }>;

/** Makes plain data of an error. */
export function failureOf(error: unknown): Failure {
  const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
  return { name, message, stack };
}

/** Makes an error of the same class again, as far as callers tell classes apart. */
export function errorOf({ name, message, stack }: Failure): Error {
  const error = new (classes.get(name) ?? Error)(message);
  return Object.assign(error, { cause: stack });
}

const classes: ReadonlyMap<string, new (message: string) => Error> = new Map(
  [CheckpointConflict, DependencyAway].map((each) => [each.name, each] as const),
);

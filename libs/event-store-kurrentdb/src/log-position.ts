import type { Position } from '@rollcall/event-sourcing';

/** A place in `$all` as the client knows it. */
export type LogPlace = Readonly<{ commit: bigint; prepare: bigint }>;

const digits = 20;
const padded = (value: bigint): string => String(value).padStart(digits, '0');

/** `commit/prepare`, padded, so that positions compare as text in log order. */
export const positionOf = ({ commit, prepare }: LogPlace): Position =>
  `${padded(commit)}/${padded(prepare)}` as Position;

/** Reads what {@link positionOf} wrote. */
export const placeOf = (position: Position): LogPlace => ({
  commit: BigInt(position.slice(0, digits)),
  prepare: BigInt(position.slice(digits + 1)),
});

/** Before every event there can be: a server's log begins with records of its own. */
export const startPosition: Position = positionOf({ commit: 0n, prepare: 0n });

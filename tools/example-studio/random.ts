/** A source of pseudo-random numbers that gives the same sequence for the same seed, on every machine. */
export interface Random {
  /** A whole number from 0 up to, without, `below`. */
  below(below: number): number;
  /** The items in another order; the array given stays as it is. */
  shuffled<T>(items: readonly T[]): T[];
}

/** Mulberry32: small, and good enough to shuffle a few hundred people. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
  const below = (limit: number): number => Math.floor((next() / 2 ** 32) * limit);
  return {
    below,
    shuffled: (items) => {
      const rest = [...items];
      return items.flatMap(() => rest.splice(below(rest.length), 1));
    },
  };
}

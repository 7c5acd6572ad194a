/** What a figure has to be. */
export type Goal = Readonly<{ atLeast: number }> | Readonly<{ atMost: number }>;

/** One figure, measured several times in one run; a ratio wherever possible, so that it means the same on any machine. */
export type Benchmark = Readonly<{
  name: string;
  /** What the number says, e.g. "speed as a share of bare inserts". */
  figure: string;
  goal: Goal;
  /** Gets ready what all rounds use; `round` answers the figure, `end` cleans up. */
  prepare(): Promise<Readonly<{ round(): Promise<number>; end(): Promise<void> }>>;
}>;

/** A figure over all its rounds; the median counts, the extremes tell how steady it was. */
export type Measured = Readonly<{
  name: string;
  figure: string;
  goal: Goal;
  rounds: readonly number[];
  median: number;
  least: number;
  most: number;
  met: boolean;
}>;

/** Measures one benchmark: a round to warm up that does not count, then `rounds`. */
export async function measure({ name, figure, goal, prepare }: Benchmark, rounds: number): Promise<Measured> {
  const { round, end } = await prepare();
  try {
    await round();
    const figures: number[] = [];
    for (let number = 0; number < rounds; number++) figures.push(await round());
    const sorted = figures.toSorted((one, other) => one - other);
    const median = sorted[Math.floor(sorted.length / 2)]!;
    const met = 'atLeast' in goal ? median >= goal.atLeast : median <= goal.atMost;
    return { name, figure, goal, rounds: figures, median, least: sorted[0]!, most: sorted.at(-1)!, met };
  } finally {
    await end();
  }
}

/** Takes turns between two ways of doing the same, so that a disturbance hits both; answers the time of each, in ms. */
export async function inTurns(
  turns: number,
  one: (turn: number) => void | Promise<void>,
  other: (turn: number) => void | Promise<void>,
): Promise<readonly [number, number]> {
  let [first, second] = [0, 0];
  for (let turn = 0; turn < turns; turn++) {
    const start = performance.now();
    await one(turn);
    const middle = performance.now();
    await other(turn);
    second += performance.now() - middle;
    first += middle - start;
  }
  return [first, second];
}

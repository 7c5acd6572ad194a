/** What a figure has to be. */
export type Goal = Readonly<{ atLeast: number }> | Readonly<{ atMost: number }>;

/** What one of a benchmark's numbers says, e.g. "speed as a share of bare inserts"; without a goal it is only reported. */
export type Figure = Readonly<{ figure: string; goal?: Goal }>;

/** Figures measured together, several times in one run; ratios wherever possible, so that they mean the same anywhere. */
export type Benchmark = Readonly<{
  name: string;
  figures: readonly Figure[];
  /** Gets ready what all rounds use; `round` answers the figures in their order, `end` cleans up. */
  prepare(): Promise<Readonly<{ round(): Promise<readonly number[]>; end(): Promise<void> }>>;
}>;

/** A figure over all its rounds; the median counts, the extremes tell how steady it was. */
export type Measured = Figure &
  Readonly<{
    name: string;
    rounds: readonly number[];
    median: number;
    least: number;
    most: number;
    /** Absent without a goal. */
    met?: boolean;
  }>;

/** Whether only the short form is asked for: small sizes, to see that a benchmark runs; its figures are not for quoting. */
export const short = process.env['ROLLCALL_BENCH_SHORT'] === '1';

/** Measures one benchmark: a round to warm up that does not count, then `rounds`. */
export async function measure({ name, figures, prepare }: Benchmark, rounds: number): Promise<readonly Measured[]> {
  const { round, end } = await prepare();
  try {
    await round();
    const all: (readonly number[])[] = [];
    for (let number = 0; number < rounds; number++) all.push(await round());
    return figures.map((figure, index) => {
      const values = all.map((ofRound) => ofRound[index]!);
      return { name, ...figure, ...judge(values, figure.goal) };
    });
  } finally {
    await end();
  }
}

function judge(rounds: readonly number[], goal: Goal | undefined): Omit<Measured, 'name' | 'figure' | 'goal'> {
  const sorted = rounds.toSorted((one, other) => one - other);
  const median = sorted[Math.floor(sorted.length / 2)]!;
  const met = goal && ('atLeast' in goal ? median >= goal.atLeast : median <= goal.atMost);
  return { rounds, median, least: sorted[0]!, most: sorted.at(-1)!, ...(met !== undefined && { met }) };
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

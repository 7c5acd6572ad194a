// `npm run bench [name …]`: runs bench/<name>.bench.ts (all without a name), prints target, figure, spread and whether it
// was met, and keeps the figures in bench/results/<name>.json. ROLLCALL_BENCH_ROUNDS (5 or more) asks for more rounds;
// ROLLCALL_BENCH_SHORT=1 for small sizes, whose figures are printed only.
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import type { Benchmark, Goal, Measured } from './benchmark.js';
import { measure, short } from './benchmark.js';

const rounds = Math.max(5, Number(process.env['ROLLCALL_BENCH_ROUNDS'] ?? 7));
const suffix = '.bench.ts';

const found = (await readdir(import.meta.dirname)).filter((file) => file.endsWith(suffix)).toSorted();
const all = found.map((file) => file.slice(0, -suffix.length));
const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !all.includes(name));
if (unknown.length > 0) {
  console.error(`No such benchmark: ${unknown.join(', ')}. There are: ${all.join(', ')}.`);
  process.exit(2);
}

let missed = 0;
for (const name of asked.length > 0 ? asked : all) {
  const { benchmarks } = (await import(`./${name}${suffix}`)) as { benchmarks: readonly Benchmark[] };
  const results: Measured[] = [];
  for (const benchmark of benchmarks) {
    const measured = await measure(benchmark, rounds);
    results.push(...measured);
    for (const result of measured) print(name, result);
  }
  missed += results.filter(({ met }) => met === false).length;
  if (!short) await keep(name, results);
}
process.exitCode = missed > 0 ? 1 : 0;

function print(file: string, { name, figure, goal, median, least, most, met }: Measured): void {
  console.log(`${file}: ${name}`);
  console.log(`  ${figure}: ${digits(median)} (${digits(least)} to ${digits(most)} in ${rounds} rounds)`);
  if (goal) console.log(`  target ${wordsOf(goal)}: ${met ? 'met' : 'NOT met'}`);
}

async function keep(name: string, results: readonly Measured[]): Promise<void> {
  const folder = new URL('results/', import.meta.url);
  await mkdir(folder, { recursive: true });
  const processors = cpus();
  const machine = { node: process.version, processors: processors.length, model: processors[0]?.model ?? 'unknown' };
  const text = JSON.stringify({ measuredAt: new Date().toISOString(), machine, results }, undefined, 2);
  await writeFile(new URL(`${name}.json`, folder), `${text}\n`);
}

function wordsOf(goal: Goal): string {
  return 'atLeast' in goal ? `at least ${goal.atLeast}` : `at most ${goal.atMost}`;
}
function digits(figure: number): string {
  return figure.toPrecision(3);
}

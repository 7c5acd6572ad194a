// `npm run check`: everything that can be known without running the product. Two steps at a time; a failing step's
// output is shown when it ends. Exit code 1 when any step failed. `npm run check -- lint types` runs some.
import { runSource, runTool, type Ended } from './run-tool.js';

interface Step {
  readonly name: string;
  readonly run: () => Promise<Ended>;
}

/** The long ones first. */
const steps: readonly Step[] = [
  { name: 'lint', run: () => runSource('tools/check/lint.ts') },
  { name: 'types', run: checkTypes },
  {
    name: 'format',
    run: () => runTool('node_modules/.bin/prettier', ['--check', '--cache', '--log-level', 'warn', '.']),
  },
  { name: 'canary', run: () => runSource('tools/check/canary.ts') },
  { name: 'boundaries', run: () => runSource('tools/check/boundaries.ts') },
  { name: 'lockfile', run: () => runSource('tools/check/lockfile.ts') },
  { name: 'dependencies', run: () => runSource('tools/check/dependencies.ts') },
];

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !steps.some((step) => step.name === name));
if (unknown.length > 0)
  throw new Error(`no such step: ${unknown.join(', ')}; there are ${steps.map((s) => s.name).join(', ')}`);
const waiting = steps.filter((step) => asked.length === 0 || asked.includes(step.name));
const failed: string[] = [];

// Both boundary tools read Nx's project graph, and ESLint's rule skips itself, quietly, where none is cached.
await report({ name: 'graph', run: () => runTool('node_modules/.bin/nx', ['show', 'projects']) });
await Promise.all([work(), work()]);
console.log(failed.length === 0 ? 'check: all good' : `check: failed: ${failed.join(', ')}`);
process.exitCode = failed.length === 0 ? 0 : 1;

/** Twice: the web app runs in browsers, so its settings are others. */
async function checkTypes(): Promise<Ended> {
  const check = (project: string) => runTool('node_modules/typescript-7/bin/tsc', ['-p', project]);
  const [services, webApp] = await Promise.all([check('tsconfig.json'), check('apps/admin-ui/tsconfig.json')]);
  return services.code === 0 ? webApp : services;
}

async function work(): Promise<void> {
  for (let step = waiting.shift(); step; step = waiting.shift()) await report(step);
}

async function report(step: Step): Promise<void> {
  const started = performance.now();
  const { code, output, errors } = await step.run();
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  if (code !== 0) failed.push(step.name);
  console.log(`${code === 0 ? 'ok    ' : 'FAILED'} ${step.name.padEnd(13)} ${seconds.padStart(5)} s`);
  if (code !== 0) console.log(`${output}${errors}`.trim());
}

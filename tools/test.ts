// `npm test`: the checks, then every test that needs no external server. The last line counts: `N passed, N failed`, and
// `N skipped` when there are any. `npm test -- <jest arguments>` runs some of the tests and leaves the checks out.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { root, runNode, runSource } from './run-tool.js';

interface JestResult {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  /** Files that broke before their tests ran: they have no failed test, and have not passed. */
  readonly numRuntimeErrorTestSuites: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly assertionResults: readonly { readonly status: string }[];
  }[];
}

const folder = await mkdtemp(join(tmpdir(), 'rollcall-test-'));
const asked = process.argv.slice(2);
const checked = asked.length > 0 ? 0 : (await runSource('tools/check.ts', [], { shown: true })).code;
const tested = await runJest(asked);
const result = await readResult();
await rm(folder, { recursive: true });

const passed = result?.numPassedTests ?? 0;
const broken = (result?.numFailedTests ?? 0) + (result?.numRuntimeErrorTestSuites ?? 0);
const skipped = (result?.numPendingTests ?? 0) + (result?.numTodoTests ?? 0);
// A failed check, or a Jest that broke without naming a test, counts as a failure: the line never looks better than it was.
const failed = broken + (checked === 0 ? 0 : 1) + (tested !== 0 && broken === 0 ? 1 : 0);
// .ci/run looks for this line: there, a browser is required.
if (browserSkipped(result)) console.log('browser suite skipped: no Chromium found (ROLLCALL_CHROMIUM names one)');
if (checked !== 0) console.log('The checks failed (see above); they count as one failure.');
console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
process.exitCode = failed > 0 ? 1 : 0;

async function runJest(args: readonly string[]): Promise<number> {
  const workers = Math.min(2, availableParallelism());
  // Jest loads ES modules through an experimental interface of Node and says so once per worker.
  const node = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];
  const jest = [join(root, 'node_modules/jest/bin/jest.js'), `--maxWorkers=${workers}`];
  const report = ['--json', `--outputFile=${join(folder, 'result.json')}`, '--testLocationInResults=false'];
  return (await runNode([...node, ...jest, ...report, ...args], { shown: true })).code;
}

async function readResult(): Promise<JestResult | undefined> {
  const text = await readFile(join(folder, 'result.json'), 'utf8').catch(() => undefined);
  return text === undefined ? undefined : (JSON.parse(text) as JestResult);
}

function browserSkipped(from: JestResult | undefined): boolean {
  const suites = from?.testResults.filter(({ name }) => name.endsWith('.browser.spec.ts')) ?? [];
  return suites.some(({ assertionResults }) => assertionResults.some(({ status }) => status === 'pending'));
}

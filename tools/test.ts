// `npm test`: the checks, then every test that needs no external server. The last line counts: `N passed, N failed`, and
// `N skipped` when there are any. `npm test -- <jest arguments>` runs some of the tests and leaves the checks out.
import { availableParallelism } from 'node:os';
import { countLine, type JestReport, runJest } from './run-jest.js';
import { runSource } from './run-tool.js';

const asked = process.argv.slice(2);
const checked = asked.length > 0 ? 0 : (await runSource('tools/check.ts', [], { shown: true })).code;
const { report, ...tested } = await runJest([`--maxWorkers=${Math.min(2, availableParallelism())}`, ...asked]);
const counts = { ...tested, failed: tested.failed + (checked === 0 ? 0 : 1) };

// .ci/run looks for this line: there, a browser is required.
if (browserSkipped(report)) console.log('browser suite skipped: no Chromium found (ROLLCALL_CHROMIUM names one)');
if (checked !== 0) console.log('The checks failed (see above); they count as one failure.');
console.log(countLine(counts));
process.exitCode = counts.failed > 0 ? 1 : 0;

function browserSkipped(from: JestReport | undefined): boolean {
  const suites = from?.testResults.filter(({ name }) => name.endsWith('.browser.spec.ts')) ?? [];
  return suites.some(({ assertionResults }) => assertionResults.some(({ status }) => status === 'pending'));
}

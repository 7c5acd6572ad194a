import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root, runNode } from './run-tool.js';

/** The part of Jest's report that is read here. */
export interface JestReport {
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

const sources = pathToFileURL(join(root, 'tools/run-sources.mjs')).href;

/** How a run went, in numbers. */
export type Counts = Readonly<{ passed: number; failed: number; skipped: number }>;

/** Runs Jest and counts; its report is absent when it broke before it could write one. */
export async function runJest(args: readonly string[]): Promise<Counts & Readonly<{ report?: JestReport }>> {
  const folder = await mkdtemp(join(tmpdir(), 'rollcall-test-'));
  const file = join(folder, 'result.json');
  // Jest loads ES modules through an experimental interface of Node and says so once per worker.
  // What tests start as a thread is source too; Jest itself compiles what runs in the tests' own thread.
  const node = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', '--import', sources];
  const jest = [join(root, 'node_modules/jest/bin/jest.js'), '--json', `--outputFile=${file}`];
  const { code } = await runNode([...node, ...jest, '--testLocationInResults=false', ...args], { shown: true });
  const text = await readFile(file, 'utf8').catch(() => undefined);
  await rm(folder, { recursive: true });
  if (text === undefined) return { passed: 0, failed: 1, skipped: 0 };
  const report = JSON.parse(text) as JestReport;
  const broken = report.numFailedTests + report.numRuntimeErrorTestSuites;
  return {
    passed: report.numPassedTests,
    // A Jest that broke without naming a test counts as a failure: the line never looks better than it was.
    failed: broken === 0 && code !== 0 ? 1 : broken,
    skipped: report.numPendingTests + report.numTodoTests,
    report,
  };
}

/** `N passed, N failed`, and `N skipped` when there are any. */
export const countLine = ({ passed, failed, skipped }: Counts): string =>
  `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;

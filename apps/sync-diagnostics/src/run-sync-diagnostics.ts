import { linesOf, tableOf } from './print-findings.js';
import { ApiRefused, type Credentials, type Finding, PublicApi, type Run } from './public-api.js';

/** What to compare and what to do about it. */
export type SyncDiagnosticsOptions = Readonly<{
  /** The admin gateway, e.g. `https://rollcall.example`. */
  url: string;
  /** Somebody with Access Admin Functionality (DGN-01). */
  as: Credentials;
  /** The site's slug. */
  site: string;
  /** Applies every suggestion (DGN-09). */
  apply?: boolean;
  /** Prints NDJSON for programs. */
  json?: boolean;
}>;

/** Where a line goes, and how a job waits; `process` and timers when absent. */
export type SyncDiagnosticsSurroundings = Readonly<{
  print: (line: string) => void;
  complain: (line: string) => void;
  wait: (milliseconds: number) => Promise<void>;
}>;

/** 0 in sync · 1 somebody is un-synced · 2 the analysis failed, or what was asked for makes no sense. */
export type ExitCode = 0 | 1 | 2;

/** How long a run may take, ms: analysis and resolving each end by deadlines of their own before. */
const patience = 15 * 60_000;
/** Between two looks at a run, ms. */
const interval = 500;

const surroundings: SyncDiagnosticsSurroundings = {
  print: (line) => void process.stdout.write(`${line}\n`),
  complain: (line) => void process.stderr.write(`${line}\n`),
  wait: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
};

/**
 * Compares identity, seats and site status of everybody on a site through the gateway's public API, prints who is
 * un-synced, and with `apply` resolves them as suggested (DGN-03…DGN-11). Never throws: what went wrong is printed.
 */
export async function runSyncDiagnostics(
  options: SyncDiagnosticsOptions,
  given: Partial<SyncDiagnosticsSurroundings> = {},
): Promise<ExitCode> {
  const { print, complain, wait } = { ...surroundings, ...given };
  try {
    const { url, as } = checked(options);
    await using api = await PublicApi.open(url, as);
    const site = await api.siteOfSlug(options.site);
    const run = await api.start(site);
    await ended(() => api.run(site, run), 'analysing', wait);
    const found = await api.findings(site, run);
    for (const line of options.json ? linesOf(found) : report(found)) print(line);
    if (found.length === 0) return 0;
    if (!options.apply) return 1;
    await api.resolve(site, run);
    await ended(() => api.run(site, run), 'resolving', wait);
    const left = (await api.findings(site, run)).filter(({ state }) => state !== 'resolved');
    for (const line of options.json ? linesOf(left) : outcome(found.length, left)) print(line);
    return left.length === 0 ? 0 : 1;
  } catch (error) {
    complain(error instanceof ApiRefused ? error.message : `The job broke: ${firstLine(error)}`);
    return 2;
  }
}

const firstLine = (error: unknown): string => String(error).split('\n')[0] ?? '';

function checked(options: SyncDiagnosticsOptions): SyncDiagnosticsOptions {
  const { url, site, as } = options;
  const needed = Object.entries({ url, site, ...as });
  const missing = needed.filter(([, text]) => text === '').map(([name]) => name);
  if (missing.length > 0) throw new ApiRefused(`Missing: ${missing.join(', ')}.`);
  if (!URL.canParse(url)) throw new ApiRefused(`"${url}" is no URL.`);
  return options;
}

/** Waits until a run leaves a state. @throws ApiRefused when it failed, was cancelled or takes too long. */
async function ended(
  read: () => Promise<Run>,
  state: Run['state'],
  wait: SyncDiagnosticsSurroundings['wait'],
): Promise<void> {
  for (let waited = 0; waited < patience; waited += interval) {
    const run = await read();
    if (run.state === 'failed') throw new ApiRefused(run.failure ?? 'The analysis failed; run it again.');
    if (run.state === 'cancelled') throw new ApiRefused('Somebody cancelled the run.');
    if (run.state !== state) return;
    await wait(interval);
  }
  throw new ApiRefused('The run takes too long.');
}

const report = (found: readonly Finding[]): readonly string[] =>
  found.length === 0 ? ['Everybody is in sync.'] : [...tableOf(found), `${found.length} un-synced.`];

const outcome = (all: number, left: readonly Finding[]): readonly string[] =>
  left.length === 0
    ? [`Resolved all ${all}.`]
    : [
        ...left.map(({ login, personId, reason }) => `${login ?? personId}: ${reason ?? 'still un-synced'}`),
        `${left.length} of ${all} are still un-synced: run it again.`,
      ];

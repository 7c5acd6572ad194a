// Makes a fresh clone ready and runs a command of the workspace on its own Node:
//   node tools/set-up.mjs [--build] <script.js|.mjs|.ts> [arguments]
// Plain JavaScript, built-ins only, so that it runs on the Node the machine has, however old, before anything is installed.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { refusalOf } from './node-version.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const started = Date.now();

main(process.argv.slice(2)).catch((error) => {
  console.error(error.message);
  process.exit(1);
});

async function main(args) {
  refuseOldNode();
  install();
  const build = args[0] === '--build';
  const [script, ...rest] = build ? args.slice(1) : args;
  if (build)
    runOrExit('building', node(), [
      join(root, 'node_modules/.bin/nx'),
      'run-many',
      '-t',
      'build',
      '--outputStyle=static',
    ]);
  process.exit(script === undefined ? 0 : await run(script, rest));
}

/** The one thing that cannot be mended from here. */
function refuseOldNode() {
  const refusal = refusalOf(process.versions.node);
  if (refusal === undefined) return;
  console.error(refusal);
  process.exit(1);
}

/** Installs what the lockfile names, when it is not there yet. */
function install() {
  const missing = notInstalled();
  if (missing === undefined) return;
  if (missing.everything)
    return runOrExit('installing (once, a minute or two)', 'npm', ['ci', '--no-audit', '--no-fund'], retry);
  // What is there stays: only the difference is fetched, and the lockfile is left as it is.
  runOrExit(`installing what changed (${missing.reason})`, 'npm', ['install', '--no-save', '--no-audit', '--no-fund']);
}

function retry() {
  step('`npm ci` failed (its reason stands above); trying `npm install`');
  runOrExit('installing', 'npm', ['install', '--no-save', '--no-audit', '--no-fund']);
}

/** What of the lockfile is missing in node_modules, or undefined when all of it is there. */
function notInstalled() {
  const record = join(root, 'node_modules/.package-lock.json');
  if (!existsSync(record) || !existsSync(node())) return { everything: true };
  const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
  const found = JSON.parse(readFileSync(record, 'utf8')).packages;
  for (const [path, { version, optional, devOptional, peer, link }] of Object.entries(wanted)) {
    if (!path.includes('node_modules/') || optional || devOptional || peer) continue;
    const same = link ? found[path]?.link : found[path]?.version === version;
    if (!same) return { everything: false, reason: `${path} ${version ?? ''}`.trim() };
  }
  return undefined;
}

/** The packaged Node: the same release on every machine. */
function node() {
  return join(root, 'node_modules/node/bin/node');
}

/** Runs the command with its signals and exit code as if it had been started directly. */
async function run(script, args) {
  const loader = script.endsWith('.ts') ? ['--import', pathToFileURL(join(root, 'tools/run-sources.mjs')).href] : [];
  const child = spawn(node(), [...loader, join(root, script), ...args], {
    cwd: root,
    stdio: 'inherit',
    env: environment(),
  });
  const forwarded = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  // A Ctrl-C reaches the child by itself (same terminal); a signal sent to this process alone is passed on.
  for (const signal of forwarded)
    process.on(signal, () => (signal === 'SIGINT' && process.stdin.isTTY ? undefined : child.kill(signal)));
  return await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve(code ?? 128 + constants.signals[signal]));
  });
}

/** One step that must succeed. What it prints is shown only when it fails. */
function runOrExit(what, command, args, otherwise) {
  step(what);
  const options = { cwd: root, env: environment(), encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 };
  const { status, error, stdout, stderr } = spawnSync(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  if (status === 0) return;
  console.error(`${stdout ?? ''}${stderr ?? ''}`);
  if (otherwise) return otherwise();
  console.error(`Could not finish ${what}: ${error?.message ?? `exit code ${status}`}.`);
  process.exit(1);
}

function environment() {
  const path = `${join(root, 'node_modules/.bin')}:${process.env.PATH}`;
  return { ...process.env, PATH: path, NX_DAEMON: 'false', NX_TUI: 'false', NX_NO_CLOUD: 'true' };
}

/** One line per step, with a clock. */
function step(what) {
  console.log(`[${((Date.now() - started) / 1000).toFixed(1).padStart(5)} s] ${what}`);
}

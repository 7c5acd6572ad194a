import { spawn } from 'node:child_process';
import { join } from 'node:path';

/** The folder of the workspace, where every tool runs. */
export const root = join(import.meta.dirname, '..');

/** How a tool ended: its exit code and all it printed. */
export interface Ended {
  readonly code: number;
  readonly output: string;
  readonly errors: string;
}

/** What a tool is run with, beside its arguments. */
export interface RunOptions {
  /** The folder it runs in; the workspace's by default. */
  readonly cwd?: string;
  readonly environment?: Readonly<Record<string, string>>;
  /** Its output goes to this process's own instead of the result. */
  readonly shown?: boolean;
}

/** Runs a JavaScript tool (a path below the workspace) on this Node, and answers when it has ended. */
export function runTool(script: string, args: readonly string[], options: RunOptions = {}): Promise<Ended> {
  return runNode([join(root, script), ...args], options);
}

/** Runs a TypeScript file of the workspace as it stands. */
export function runSource(script: string, args: readonly string[] = [], options: RunOptions = {}): Promise<Ended> {
  return runNode(['--import', join(root, 'tools/run-sources.mjs'), join(root, script), ...args], options);
}

/** Runs Node with these arguments. */
export function runNode(args: readonly string[], options: RunOptions = {}): Promise<Ended> {
  const child = spawn(process.execPath, args, {
    cwd: options.cwd ?? root,
    env: { ...process.env, NX_DAEMON: 'false', NX_TUI: 'false', ...options.environment },
    stdio: ['ignore', options.shown ? 'inherit' : 'pipe', options.shown ? 'inherit' : 'pipe'],
  });
  let output = '';
  let errors = '';
  child.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code: code ?? 1, output, errors }));
  });
}

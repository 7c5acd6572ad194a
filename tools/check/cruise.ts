import { join } from 'node:path';
import { root, runTool } from '../run-tool.js';

/** One import that breaks a rule of .dependency-cruiser.mjs. */
export interface Violation {
  readonly rule: { readonly name: string };
  readonly from: string;
  readonly to: string;
}

/** What dependency-cruiser saw, and what it objects to. */
export interface Cruise {
  /** Files of the tree itself that were read: 0 means that nothing was checked. */
  readonly modules: number;
  readonly violations: readonly Violation[];
}

/** Runs dependency-cruiser over `libs` and `apps` below a folder. Throws when it could not run. */
export async function cruise(folder: string, options: readonly string[] = []): Promise<Cruise> {
  const config = join(root, '.dependency-cruiser.mjs');
  const args = ['--config', config, '--output-type', 'json', ...options, 'libs', 'apps'];
  const { output, errors } = await runTool('node_modules/.bin/depcruise', args, { cwd: join(root, folder) });
  if (!output.startsWith('{')) throw new Error(`dependency-cruiser did not run: ${errors}`);
  const result = JSON.parse(output) as { modules: { source: string }[]; summary: { violations: Violation[] } };
  const own = result.modules.filter(({ source }) => /^(libs|apps)\/.*\.tsx?$/.test(source));
  return { modules: own.length, violations: result.summary.violations };
}

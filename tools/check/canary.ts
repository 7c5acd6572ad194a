// Runs both boundary tools over the planted violations of tools/boundary-canary and fails when one is not reported, or
// when a rule of .dependency-cruiser.mjs has no violation planted: a rule nobody has seen bite is not a rule.
import { glob, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { ESLint } from 'eslint';
import { root } from '../run-tool.js';
import { cruise } from './cruise.js';

const folder = 'tools/boundary-canary';
/** Found violations as `<tool> <rule> <file>`. */
const reported = new Set([...(await reportedByCruiser()), ...(await reportedByLint())]);
const planted = await plantedViolations();

const silent = planted.filter((violation) => !reported.has(violation));
const rules = await rulesOfCruiser();
const unproven = rules.filter(
  (rule) => !planted.some((violation) => violation.startsWith(`dependency-cruiser ${rule} `)),
);
for (const violation of silent) console.log(`not reported: ${violation}`);
for (const rule of unproven) console.log(`no violation planted for ${rule}`);
console.log(`${planted.length - silent.length} of ${planted.length} planted violations reported`);
process.exitCode = silent.length + unproven.length > 0 || planted.length === 0 ? 1 : 0;

async function plantedViolations(): Promise<string[]> {
  const found: string[] = [];
  for await (const file of glob('{libs,apps}/*/src/*.ts', { cwd: join(root, folder) })) {
    const text = await readFile(join(root, folder, file), 'utf8');
    for (const [, tool, rule] of text.matchAll(/^\/\/ breaks (\S+) (\S+)$/gm)) found.push(`${tool} ${rule} ${file}`);
  }
  return found;
}

async function reportedByCruiser(): Promise<string[]> {
  // The workspace's own packages are met on the way, but not followed.
  const { violations } = await cruise(folder, ['--do-not-follow', 'node_modules|/dist/|^\\.\\./']);
  return violations.map(({ rule, from }) => `dependency-cruiser ${rule.name} ${from}`);
}

async function reportedByLint(): Promise<string[]> {
  process.env.ROLLCALL_CANARY = 'lint';
  const results = await new ESLint({ cwd: root }).lintFiles([folder]);
  return results.flatMap(({ filePath, messages }) =>
    messages.map(({ ruleId }) => `eslint ${ruleId} ${relative(join(root, folder), filePath)}`),
  );
}

async function rulesOfCruiser(): Promise<string[]> {
  const config = (await import(join(root, '.dependency-cruiser.mjs'))) as {
    default: { forbidden: { name: string }[] };
  };
  return config.default.forbidden.map(({ name }) => name);
}

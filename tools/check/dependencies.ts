// Every dependency has its reason in docs/reference/dependencies.md, and one version in the whole workspace, pinned.
import { glob, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../run-tool.js';

interface Manifest {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

const page = await readFile(join(root, 'docs/reference/dependencies.md'), 'utf8');
const explained = new Set([...page.matchAll(/`([^`\s]+)`/g)].map(([, name]) => name));
const versions = new Map<string, string>();
const problems: string[] = [];

for await (const file of glob(['package.json', '{libs,apps}/*/package.json'], { cwd: root })) {
  const manifest = JSON.parse(await readFile(join(root, file), 'utf8')) as Manifest;
  const all = { ...manifest.dependencies, ...manifest.devDependencies };
  for (const [name, version] of Object.entries(all)) check(file, name, version);
}
for (const name of explained) {
  if (/^(@[a-z-]+\/)?[a-z0-9.-]+$/.test(name ?? '') && isPackage(name ?? '') && !versions.has(name ?? ''))
    problems.push(`docs/reference/dependencies.md: nothing depends on ${name} any more`);
}

for (const problem of problems) console.log(problem);
console.log(`${versions.size} dependencies`);
process.exitCode = problems.length > 0 || versions.size === 0 ? 1 : 0;

function check(file: string, name: string, version: string): void {
  if (name.startsWith('@rollcall/')) return;
  const before = versions.get(name) ?? version;
  versions.set(name, version);
  if (before !== version) problems.push(`${file}: ${name} ${version}, elsewhere ${before}`);
  if (!/^(npm:.+@)?\d+\.\d+\.\d+/.test(version)) problems.push(`${file}: ${name} ${version} is not pinned`);
  if (!explained.has(name)) problems.push(`${file}: ${name} has no reason in docs/reference/dependencies.md`);
}

/** A name in the page's first column is a package; other code words on the page are not. */
function isPackage(name: string): boolean {
  return new RegExp(`^\\| (\`[^\`]+\`, )*\`${name.replace(/[.*/]/g, '\\$&')}\``, 'm').test(page);
}

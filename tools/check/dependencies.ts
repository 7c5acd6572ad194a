// Every dependency has its reason in docs/reference/dependencies.md, and one version in the whole workspace, pinned.
import { glob, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../run-tool.js';

type Versions = Readonly<Record<string, string>>;

const page = 'docs/reference/dependencies.md';
const explained = await namesOfPage();
const versions = new Map<string, string>();
const problems: string[] = [];

for await (const file of glob(['package.json', '{libs,apps}/*/package.json'], { cwd: root })) {
  const text = await readFile(join(root, file), 'utf8');
  const manifest = JSON.parse(text) as { dependencies?: Versions; devDependencies?: Versions };
  const all = { ...manifest.dependencies, ...manifest.devDependencies };
  for (const [name, version] of Object.entries(all)) check(file, name, version);
}
for (const name of explained) if (!versions.has(name)) problems.push(`${page}: nothing depends on ${name} any more`);

for (const problem of problems) console.log(problem);
console.log(`${versions.size} dependencies`);
process.exitCode = problems.length > 0 || versions.size === 0 ? 1 : 0;

function check(file: string, name: string, version: string): void {
  if (name.startsWith('@rollcall/')) return;
  const before = versions.get(name) ?? version;
  versions.set(name, version);
  if (before !== version) problems.push(`${file}: ${name} ${version}, elsewhere ${before}`);
  if (!/^(npm:.+@)?\d+\.\d+\.\d+/.test(version)) problems.push(`${file}: ${name} ${version} is not pinned`);
  if (!explained.has(name)) problems.push(`${file}: ${name} has no reason in ${page}`);
}

/** The packages of the page's tables: the code words of each row's first column. */
async function namesOfPage(): Promise<ReadonlySet<string>> {
  const rows = (await readFile(join(root, page), 'utf8')).split('\n').filter((line) => line.startsWith('| `'));
  return new Set(
    rows.flatMap((row) => [...(row.split(' | ')[0] ?? '').matchAll(/`([^`]+)`/g)].map(([, name]) => name ?? '')),
  );
}

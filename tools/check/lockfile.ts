// The lockfile names packages and hashes, never where they came from, and those for every platform: npm leaves out others'
// when it installs beside a node_modules, and `npm ci` then refuses. .npmrc holds settings that anyone may see.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../run-tool.js';

const allowed = ['omit-lockfile-registry-resolved', 'save-exact', 'fund', 'audit', 'update-notifier'];

const lockfile = JSON.parse(await readFile(join(root, 'package-lock.json'), 'utf8')) as {
  packages: Record<
    string,
    { resolved?: string; link?: boolean; integrity?: string; optionalDependencies?: Record<string, string> }
  >;
};
const settings = (await readFile(join(root, '.npmrc'), 'utf8')).split('\n').filter((line) => line.trim() !== '');

const problems: string[] = [];
for (const [path, { resolved, link, integrity, optionalDependencies = {} }] of Object.entries(lockfile.packages)) {
  for (const name of Object.keys(optionalDependencies)) {
    if (!isNamed(path, name))
      problems.push(
        `package-lock.json: ${path} may need ${name}, which is not there: npm install --package-lock-only, without a node_modules beside it, adds it`,
      );
  }
  if (!path.includes('node_modules/') || link) continue;
  if (resolved !== undefined) problems.push(`package-lock.json: ${path} says where it came from`);
  if (integrity === undefined) problems.push(`package-lock.json: ${path} has no hash`);
}
for (const line of settings) {
  const [key = ''] = line.split('=');
  if (!allowed.includes(key.trim())) problems.push(`.npmrc: '${key.trim()}' is not for everyone's checkout`);
}
for (const problem of problems) console.log(problem);
process.exitCode = problems.length > 0 ? 1 : 0;

/** Whether a package finds another one, in its own folder or in one around it. */
function isNamed(path: string, name: string): boolean {
  if (lockfile.packages[path === '' ? `node_modules/${name}` : `${path}/node_modules/${name}`]) return true;
  return path !== '' && isNamed(path.replace(/\/?(node_modules\/)?(@[^/]+\/)?[^/]+$/, ''), name);
}

import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../../../', import.meta.url));

/** A place in the sources, `before` as it stands there once, and what the build that is made has in its place. */
export type Edit = Readonly<{ file: string; before: string; after: string }>;
/** The workspace's sources in a folder of their own; disposing of it removes them. */
export type Build = AsyncDisposable & Readonly<{ sources: string }>;

/**
 * What a release does that gives a person a language: directory writes it with every attempt, publishes it with the event
 * and in the person's facet, and whoever reads something older takes English.
 */
export const withLanguage: readonly Edit[] = [
  {
    file: 'libs/contracts/src/directory.contracts.ts',
    before: `welcome: oneOf('invite', 'hold'),\n    personal:`,
    after: `welcome: oneOf('invite', 'hold'),\n    language: Type.Optional(Type.String()),\n    personal:`,
  },
  {
    file: 'libs/contracts/src/directory.facets.ts',
    before: 'everActive: Type.Boolean(),',
    after: 'everActive: Type.Boolean(),\n    language: Type.Optional(Type.String()),',
  },
  {
    file: 'apps/directory/src/person/person.events.ts',
    before: 'claimVersion: number;\n    welcome: Welcome;',
    after: 'claimVersion: number;\n    welcome: Welcome;\n    language?: string;',
  },
  {
    file: 'apps/directory/src/person/person.decider.ts',
    before: 'welcome: terms.welcome,',
    after: `welcome: terms.welcome,\n      language: 'fr',`,
  },
  {
    file: 'apps/directory/src/person/person.facet.ts',
    before: `return { activation: { state: 'activating', attempt: event.data.attempt } };`,
    after: `return { activation: { state: 'activating', attempt: event.data.attempt }, language: event.data.language ?? 'en' };`,
  },
  {
    file: 'apps/admin-gateway/src/read-models/people.composition.ts',
    before: 'version: 3,',
    after: 'version: 4,',
  },
  {
    file: 'apps/admin-gateway/src/read-models/people.composition.ts',
    before: 'version: versionOf(found, personFacet),',
    after: `version: versionOf(found, personFacet),\n    language: person.language ?? 'en',`,
  },
  {
    file: 'apps/admin-gateway/src/read-models/person-row.ts',
    before: 'version: string;',
    after: 'version: string;\n  language: string;',
  },
  {
    file: 'apps/admin-gateway/src/person/person-view.ts',
    before: '...(erased && { erased }),',
    after: '...(erased && { erased }),\n    language: row.language,',
  },
];

/** Copies the sources, with their packages linked to what is installed here, and edits the copy. @throws Error for an edit that fits nowhere. */
export async function nextBuild(edits: readonly Edit[]): Promise<Build> {
  const sources = await mkdtemp(join(tmpdir(), 'rollcall-next-build-'));
  try {
    await cp(join(root, 'tools/run-sources.mjs'), join(sources, 'tools/run-sources.mjs'));
    await linkPackages(sources);
    for (const layer of ['apps', 'libs']) await copyLayer(layer, sources);
    for (const edit of edits) await apply(edit, sources);
  } catch (error) {
    await rm(sources, { recursive: true });
    throw error;
  }
  return { sources, [Symbol.asyncDispose]: () => rm(sources, { recursive: true }) };
}

/** What is installed is shared; the workspace's own packages are the copy's. */
async function linkPackages(sources: string): Promise<void> {
  const installed = join(root, 'node_modules');
  await mkdir(join(sources, 'node_modules'));
  for (const name of await readdir(installed)) {
    const to = join(sources, 'node_modules', name);
    if (name === '@rollcall') await cp(join(installed, name), to, { recursive: true, verbatimSymlinks: true });
    else await symlink(join(installed, name), to);
  }
}

async function copyLayer(layer: string, sources: string): Promise<void> {
  const left = ['dist', 'test', 'node_modules'];
  const isKept = (path: string): boolean => !left.includes(basename(path));
  await cp(join(root, layer), join(sources, layer), { recursive: true, filter: isKept });
  for (const name of await readdir(join(root, layer))) {
    const own = join(layer, name, 'node_modules');
    if (existsSync(join(root, own))) await symlink(join(root, own), join(sources, own));
  }
}

async function apply({ file, before, after }: Edit, sources: string): Promise<void> {
  const text = await readFile(join(sources, file), 'utf8');
  const found = text.split(before).length - 1;
  if (found !== 1) throw new Error(`${file} has ${found} places, not one, that read: ${before}`);
  await writeFile(
    join(sources, file),
    text.replace(before, () => after),
  );
}

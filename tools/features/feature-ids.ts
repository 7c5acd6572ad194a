import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../run-tool.js';

/** One promise of the product: `IDN-02`, in one line. */
export interface Feature {
  readonly id: string;
  readonly title: string;
  /** The heading it stands under in the list. */
  readonly group: string;
}

/** The list of docs/reference/feature-ids.yaml. Throws on a line it cannot read and on an id that stands there twice. */
export async function readFeatures(): Promise<readonly Feature[]> {
  const text = await readFile(join(root, 'docs/reference/feature-ids.yaml'), 'utf8');
  const features = new Map<string, Feature>();
  let group = '';
  for (const line of text.split('\n')) {
    if (line === '' || line.startsWith('#')) continue;
    const heading = /^([a-z-]+):$/.exec(line);
    const entry = /^ {2}([A-Z]+-?\d+): (.+)$/.exec(line);
    if (heading?.[1]) group = heading[1];
    else if (!entry?.[1] || !entry[2]) throw new Error(`feature-ids.yaml: cannot read '${line}'`);
    else if (features.has(entry[1])) throw new Error(`feature-ids.yaml: ${entry[1]} stands there twice`);
    else features.set(entry[1], { id: entry[1], title: entry[2], group });
  }
  return [...features.values()];
}

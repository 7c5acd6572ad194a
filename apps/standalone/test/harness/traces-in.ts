import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Every file of a folder that holds any of these texts, in UTF-8, whatever their case: `file: text`. */
export async function tracesIn(folder: string, texts: readonly string[]): Promise<readonly string[]> {
  const traces: string[] = [];
  for (const name of await readdir(folder, { recursive: true })) {
    const path = join(folder, name);
    if (!(await stat(path)).isFile()) continue;
    // As bytes, each a character; letters outside ASCII keep their bytes, and so must be written as they were.
    const bytes = (await readFile(path)).toString('latin1').toLowerCase();
    for (const text of texts) {
      if (bytes.includes(Buffer.from(text).toString('latin1').toLowerCase())) traces.push(`${name}: ${text}`);
    }
  }
  return traces;
}

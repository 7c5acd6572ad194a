// Writes the example studio: `node --import ./tools/run-sources.mjs tools/example-studio/generate.ts`. With `--check` it
// writes nothing and fails where a checked-in file differs.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { renderStudio } from './render-studio.js';

const folder = new URL('../../examples/studio/', import.meta.url);
const checkOnly = process.argv.includes('--check');

for (const [name, text] of await renderStudio()) {
  const file = fileURLToPath(new URL(name, folder));
  if (!checkOnly) writeFileSync(file, text);
  else if (readFileSync(file, 'utf8') !== text) {
    console.error(`${file} is not what the generator writes; run it without --check.`);
    process.exitCode = 1;
  }
}

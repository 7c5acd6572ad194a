import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../run-tool.js';
import { referencePages } from './pages.js';

const folder = join(root, 'docs/reference');
await mkdir(folder, { recursive: true });
for (const [name, text] of await referencePages()) await writeFile(join(folder, name), text);

// `npm run coverage:features`: writes docs/reference/features.md; a spec checks that it is current.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../run-tool.js';
import { readCoverage } from './coverage.js';
import { featuresPage } from './features-page.js';

const features = await readCoverage();
await writeFile(join(root, 'docs/reference/features.md'), featuresPage(features));
const proven = features.filter(({ proofs }) => proofs.length > 0);
console.log(`docs/reference/features.md: ${proven.length} of ${features.length} lines have a test`);

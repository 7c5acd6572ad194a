// `npm run test:engines`: the specs that need an external server, one after the other, each on what this machine has of
// it. `npm run test:engines -- <jest arguments>` runs some. Says which engines it ran on; the last line counts.
import { join } from 'node:path';
import { countLine, runJest } from '../run-jest.js';

const config = join(import.meta.dirname, 'jest.config.mjs');
const counts = await runJest(['--config', config, '--runInBand', ...process.argv.slice(2)]);
console.log(countLine(counts));
process.exitCode = counts.failed > 0 ? 1 : 0;

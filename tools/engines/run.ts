// `npm run test:engines`: the specs that need an external server, one after the other, each on what this machine has of
// it. `npm run test:engines -- <jest arguments>` runs some; `--long` among them asks for the long forms of the faults, as
// ROLLCALL_LONG=1 does. Says which engines it ran on; the last line counts.
import { join } from 'node:path';
import { countLine, runJest } from '../run-jest.js';

const config = join(import.meta.dirname, 'jest.config.mjs');
const asked = process.argv.slice(2);
if (asked.includes('--long')) process.env['ROLLCALL_LONG'] = '1';
const chosen = asked.filter((argument) => argument !== '--long');
const counts = await runJest(['--config', config, '--runInBand', ...chosen]);
console.log(countLine(counts));
process.exitCode = counts.failed > 0 ? 1 : 0;

// `npm run test:engines`: the specs that need an external server, one after the other, each on what this machine has of
// it. `npm run test:engines -- <jest arguments>` runs some. Says which engines it ran on; the last line counts.
import { join } from 'node:path';
import { root, runNode } from '../run-tool.js';

const config = join(import.meta.dirname, 'jest.config.mjs');
const node = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];
const jest = [join(root, 'node_modules/jest/bin/jest.js'), '--config', config, '--runInBand'];
const { code } = await runNode([...node, ...jest, ...process.argv.slice(2)], { shown: true });
process.exitCode = code;

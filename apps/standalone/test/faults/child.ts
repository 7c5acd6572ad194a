// The installation in a process of its own, for tests that kill it. It opens a test site (again and again: nothing
// changes), says `ready`, answers `quiet`, and stops on SIGTERM. With ROLLCALL_TEST_FAIL_POINT it ends itself in the middle.
import 'reflect-metadata';
import { createLogger } from '@rollcall/service-kit';
import { startStandalone } from '../../src/standalone.js';
import { openTestSite } from '../harness/test-site.js';
import { failPointOf } from './fail-point.js';
import { failingEngines } from './failing-engines.js';

const { open, arm } = failingEngines(failPointOf(process.env['ROLLCALL_TEST_FAIL_POINT']));
const standalone = await startStandalone({ environment: process.env, logger: createLogger('silent'), open });
await openTestSite(standalone, Number(process.env['ROLLCALL_TEST_SEATS']));
for (const service of standalone.services) await service.caughtUp();
arm();

process.on('message', (asked) => {
  if (asked === 'quiet') void standalone.quiet().then(() => process.send?.('quiet'));
});
process.once('SIGTERM', () => void standalone.stop().then(() => process.disconnect()));
process.send?.('ready');

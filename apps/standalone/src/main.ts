import 'reflect-metadata';
import { ConfigurationError, createLogger } from '@rollcall/service-kit';
import { Announcer } from './announce.js';
import { firstStart } from './first-start/first-start.js';
import { leaveToken } from './leave-token.js';
import { startStandalone } from './standalone.js';

const signalled = new Promise<'stop'>((resolve) => {
  process.once('SIGINT', () => resolve('stop'));
  process.once('SIGTERM', () => resolve('stop'));
});

try {
  const announcer = new Announcer(process.stdout);
  announcer.step('starting keys, stores and services');
  const standalone = await startStandalone({ environment: process.env, logger: createLogger('warn') });
  const setUp = firstStart(standalone, announcer).then(async (first) => {
    await leaveToken(standalone);
    standalone.setUpDone();
    await standalone.gateway.caughtUp();
    announcer.ready({ url: standalone.configuration.publicUrl, dataDir: standalone.configuration.dataDir }, first);
  });
  // A stop in the middle of the first start ends it: the next start goes on.
  await Promise.race([Promise.all([setUp, signalled]), signalled]);
  await standalone.stop();
} catch (error) {
  if (!(error instanceof ConfigurationError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}

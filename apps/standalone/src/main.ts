import 'reflect-metadata';
import { ConfigurationError } from '@rollcall/service-kit';
import { Announcer } from './announce.js';
import { firstStart } from './first-start/first-start.js';
import { StepRefused } from './first-start/installer.js';
import { keepToken, leaveToken } from './operator-token.js';
import { recordSetUp } from './set-up-record.js';
import { startStandalone } from './standalone.js';

/** What a person can do something about, in one sentence. */
function sentenceOf(error: unknown): string | undefined {
  if (error instanceof ConfigurationError) return error.message;
  const refused = error instanceof StepRefused && error.code === 'password-refused';
  return refused ? `ROLLCALL_ADMIN_PASSWORD cannot be used: ${error.message}` : undefined;
}

const signalled = new Promise<'stop'>((resolve) => {
  process.once('SIGINT', () => resolve('stop'));
  process.once('SIGTERM', () => resolve('stop'));
});

try {
  const announcer = new Announcer(process.stdout);
  announcer.step('starting keys, stores and services');
  const standalone = await startStandalone({ environment: process.env });
  const over = new AbortController();
  const setUp = firstStart(standalone, announcer).then(async (first) => {
    await leaveToken(standalone);
    standalone.setUpDone();
    await standalone.gateway.caughtUp();
    const { publicUrl: url, dataDir } = standalone.configuration;
    announcer.ready({ url, dataDir }, first);
    if (first) await recordSetUp(dataDir);
    await keepToken(standalone, { over: over.signal, logger: standalone.logger });
  });
  // A stop in the middle of the first start ends it: the next start goes on.
  await Promise.race([Promise.all([setUp, signalled]), signalled]);
  over.abort();
  // What hangs would keep the process alive; everything that was acknowledged is stored.
  if ((await standalone.stop()) === 'late') process.exit(1);
} catch (error) {
  const sentence = sentenceOf(error);
  if (sentence === undefined) throw error;
  process.stderr.write(`${sentence}\n`);
  process.exitCode = 1;
}

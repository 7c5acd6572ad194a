import 'reflect-metadata';
import { ConfigurationError, createLogger } from '@rollcall/service-kit';
import { startStandalone } from './standalone.js';

/** Resolves when the process is asked to end. */
const signalled = new Promise<void>((resolve) => {
  process.once('SIGINT', () => resolve());
  process.once('SIGTERM', () => resolve());
});

try {
  const logger = createLogger('warn');
  const standalone = await startStandalone({ environment: process.env, logger });
  process.stdout.write(`Rollcall is at ${standalone.url}\n`);
  await signalled;
  await standalone.stop();
} catch (error) {
  if (!(error instanceof ConfigurationError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}

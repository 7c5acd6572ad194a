// The installation in a process of its own, for tests that kill it. With ROLLCALL_TEST_SEATS it opens a test site first.
// It says `ready`, answers `quiet`, and stops on SIGTERM. A fail point ends it in the middle: one in
// ROLLCALL_TEST_FAIL_POINT counts from the start, so that it may hit while the last crash is recovered from; one that
// comes as a message counts from then on. ROLLCALL_TEST_CLOCK_AHEAD (ms) is how much later it is here.
import 'reflect-metadata';
import { DependencyAway } from '@rollcall/event-sourcing';
import { createLogger, systemClock } from '@rollcall/service-kit';
import { setTimeout as pause } from 'node:timers/promises';
import { startStandalone } from '../../src/standalone.js';
import { openTestSite } from '../harness/test-site.js';
import { ArmedPorts } from './armed-ports.js';
import { failPointOf } from './fail-point.js';
import { failingEngines } from './failing-engines.js';
import { watchedMail } from './watched-mail.js';

const { ROLLCALL_TEST_FAIL_POINT: point, ROLLCALL_TEST_CLOCK_AHEAD: ahead, ROLLCALL_TEST_SEATS: seats } = process.env;
const armed = new ArmedPorts();
if (point) armed.arm(failPointOf(point));
const later = Number(ahead ?? 0);
const clock = {
  now: () => new Date(systemClock.now().getTime() + later),
  sleepUntil: (until: Date, signal?: AbortSignal) => systemClock.sleepUntil(new Date(until.getTime() - later), signal),
};
const standalone = await startStandalone({
  environment: process.env,
  logger: createLogger('silent'),
  clock,
  open: failingEngines(armed),
  openMail: watchedMail(armed),
});
if (seats) await openTestSite(standalone, Number(seats));
// Started again it is busy at once: whoever is there goes on.
else standalone.setUpDone();

/** A log that cannot be asked just now says nothing of how quiet it is. */
const quiet = async (): Promise<void> => {
  for (;;) {
    try {
      return await standalone.quiet();
    } catch (error) {
      if (!(error instanceof DependencyAway)) throw error;
      await pause(100);
    }
  }
};
process.on('message', (asked) => {
  if (asked === 'quiet') void quiet().then(() => process.send?.('quiet'));
  else armed.arm(failPointOf(String(asked)));
});
// Nobody is left who would end it.
const abandoned = (): never => process.exit(1);
process.once('disconnect', abandoned);
const stop = async (): Promise<void> => {
  await standalone.stop();
  // It ends by itself, or something was left open.
  process.off('disconnect', abandoned);
  process.disconnect();
};
process.once('SIGTERM', () => void stop());
process.send?.('ready');

import { defineSettings } from '@rollcall/service-kit';

/** What tests and benchmarks understand. */
export const testSettings = defineSettings({
  chromium: {
    env: 'ROLLCALL_CHROMIUM',
    kind: 'text',
    doc: 'Chromium for the browser tests; else the one on the PATH. Without one they are reported as skipped.',
  },
  screenshots: {
    env: 'ROLLCALL_SCREENSHOTS',
    kind: 'text',
    doc: 'Folder for the pictures that the browser tests take.',
  },
  long: {
    env: 'ROLLCALL_LONG',
    kind: 'text',
    oneOf: ['1'],
    doc: 'Plays property and fault tests in their long form.',
  },
  seed: {
    env: 'ROLLCALL_SEED',
    kind: 'integer',
    doc: 'Repeats a run of such a test: every one prints its seed.',
  },
  benchRounds: {
    env: 'ROLLCALL_BENCH_ROUNDS',
    kind: 'integer',
    default: 7,
    doc: 'Rounds of each benchmark, 5 at least.',
  },
  benchShort: {
    env: 'ROLLCALL_BENCH_SHORT',
    kind: 'text',
    oneOf: ['1'],
    doc: 'Small sizes, whose figures are printed only.',
  },
});

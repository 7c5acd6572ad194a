import { createLogger } from '@rollcall/service-kit';
import type { CliCommand, Output } from '../cli-command.js';
import { readArguments } from '../read-arguments.js';

/** `rollcall bootstrap`: sets an empty installation up, or goes on where a start was ended, and stops. */
export const bootstrapCommand: CliCommand = {
  name: 'bootstrap',
  summary: 'Sets an empty installation up as the first start does, and stops.',
  usage: 'rollcall bootstrap [--data-dir <folder>] [--example studio|none]',
  async run(args, output) {
    const values = readArguments(args, { 'data-dir': { type: 'string' }, example: { type: 'string' } });
    const { 'data-dir': folder, example } = values;
    const environment = {
      ...process.env,
      ...(folder === undefined ? {} : { ROLLCALL_DATA_DIR: folder }),
      ...(example === undefined ? {} : { ROLLCALL_EXAMPLE: example }),
    };
    await setUp(environment, output);
    return 0;
  },
};

async function setUp(environment: Readonly<Record<string, string | undefined>>, output: Output): Promise<void> {
  // Loads every service, which no other command needs.
  const { firstStart, recordSetUp, startStandalone } = await import('@rollcall/standalone');
  const standalone = await startStandalone({ environment, logger: createLogger('error') });
  try {
    const report = { step: (what: string) => output.out(what), imported: () => undefined };
    const first = await firstStart(standalone, report);
    if (!first) return output.out('This installation is set up already.');
    const { email, oneTimePassword } = first;
    output.out(`Sign in as ${email}${oneTimePassword === undefined ? '' : `, one-time password ${oneTimePassword}`}`);
    await recordSetUp(standalone.configuration.dataDir);
  } finally {
    await standalone.stop();
  }
}

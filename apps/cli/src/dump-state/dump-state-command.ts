import { loadConfiguration, lockFolder, refuseNoInstallation } from '@rollcall/service-kit';
import type { CliCommand } from '../cli-command.js';
import { commandEnvironment } from '../command-environment.js';
import { readArguments } from '../read-arguments.js';

/** `rollcall dump-state`: what a stopped installation holds, wherever its engines are, comparable byte for byte. */
export const dumpStateCommand: CliCommand = {
  name: 'dump-state',
  summary:
    'Prints the end state of a stopped installation as JSON lines that two runs of one story share byte for byte.',
  usage: 'rollcall dump-state [--data-dir <folder>]',
  async run(args, output) {
    const { 'data-dir': folder } = readArguments(args, { 'data-dir': { type: 'string' } });
    const configuration = loadConfiguration(commandEnvironment(folder), {});
    refuseNoInstallation(configuration);
    // Nobody may write to the files meanwhile; servers are asked as they are.
    const unlock = configuration.engines === 'embedded' ? lockFolder(configuration.dataDir) : () => undefined;
    try {
      // Loads every service, which no other command needs.
      const { dumpState } = await import('./dump-state.js');
      for (const line of await dumpState(configuration)) output.out(line);
      return 0;
    } finally {
      unlock();
    }
  },
};

import { loadConfiguration, restoreBackup } from '@rollcall/service-kit';
import { BadUsage, type CliCommand } from '../cli-command.js';
import { commandEnvironment } from '../command-environment.js';
import { readArguments } from '../read-arguments.js';
import { told } from './told.js';

/** `rollcall restore`: a backup into an empty data folder. */
export const restoreCommand: CliCommand = {
  name: 'restore',
  summary: 'Puts a backup into an empty data folder; the next start makes the read models again.',
  usage:
    'rollcall restore --from <folder> --keys-from <folder> [--data-dir <folder>]\n\n' +
    'The keys are of the same backup or of a later one: who was erased meanwhile stays erased.',
  async run(args, output) {
    const {
      from: data,
      'keys-from': keys,
      'data-dir': folder,
    } = readArguments(args, {
      from: { type: 'string' },
      'keys-from': { type: 'string' },
      'data-dir': { type: 'string' },
    });
    if (data === undefined) throw new BadUsage('Name the folder of the data with --from.');
    if (keys === undefined) throw new BadUsage('Name the folder of the keys with --keys-from.');
    const { dataDir } = loadConfiguration(commandEnvironment(folder), {});
    for (const record of await restoreBackup({ data, keys }, dataDir)) output.out(`Restored ${told(record)}`);
    output.out(`${dataDir} may be started.`);
    return 0;
  },
};

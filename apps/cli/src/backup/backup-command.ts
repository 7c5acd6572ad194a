import { backUp, loadConfiguration } from '@rollcall/service-kit';
import { BadUsage, type CliCommand } from '../cli-command.js';
import { commandEnvironment } from '../command-environment.js';
import { readArguments } from '../read-arguments.js';
import { told } from './told.js';

/** `rollcall backup`: an installation on the embedded engines as it stands at one moment, while it runs. */
export const backupCommand: CliCommand = {
  name: 'backup',
  summary: 'Copies an installation on the embedded engines, while it runs: its data, and apart from them its keys.',
  usage:
    'rollcall backup --to <folder> --keys-to <folder> [--data-dir <folder>]\n\n' +
    'Both folders are made, whole or not at all. The data tell nothing personal without the keys: keep them apart.',
  async run(args, output) {
    const {
      to: data,
      'keys-to': keys,
      'data-dir': folder,
    } = readArguments(args, { to: { type: 'string' }, 'keys-to': { type: 'string' }, 'data-dir': { type: 'string' } });
    if (data === undefined) throw new BadUsage('Name a folder for the data with --to.');
    if (keys === undefined) throw new BadUsage('Name a folder for the keys, apart from the data, with --keys-to.');
    const folders = { data, keys };
    for (const record of await backUp(loadConfiguration(commandEnvironment(folder), {}), folders)) {
      output.out(`Backed up ${told(record)} into ${folders[record.part]}`);
    }
    return 0;
  },
};

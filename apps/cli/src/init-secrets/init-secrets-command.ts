import { createSecretFiles, secretsIn } from '@rollcall/service-kit';
import { BadUsage, type CliCommand } from '../cli-command.js';
import { readArguments } from '../read-arguments.js';

/** `rollcall init-secrets`: the secrets of an installation as files, to be handed to every deployable. Prints none of them. */
export const initSecretsCommand: CliCommand = {
  name: 'init-secrets',
  summary: 'Writes the secrets of an installation into files and prints the variables that name them.',
  usage:
    'rollcall init-secrets --dir <folder> [--from <data folder>]\n\n' +
    'Makes the folder with a file for each secret, mode 0600, once: a second run changes nothing. What it prints may be kept\n' +
    'as a file of environment variables. --from takes the secrets of an installation on the embedded engines, for\n' +
    'copy-log, instead of making new ones.',
  async run(args, output) {
    const { dir, from } = readArguments(args, { dir: { type: 'string' }, from: { type: 'string' } });
    if (dir === undefined) throw new BadUsage('Name the folder for the secrets with --dir.');
    const { created, files } = await createSecretFiles(dir, from === undefined ? undefined : secretsIn(from));
    output.out(created ? '# The secrets were created.' : '# The secrets were there already; nothing was changed.');
    output.out('# Keep a copy apart from every backup of the data: without the master key all personal data is lost.');
    for (const { variable, path } of files) output.out(`${variable}=${path}`);
    return 0;
  },
};

import { globSync } from 'node:fs';
import { mkdtempDisposable } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadConfiguration, lockFolder, openEngines, refuseNoInstallation } from '@rollcall/service-kit';
import { BadUsage, type CliCommand, type Output } from '../cli-command.js';
import { commandEnvironment } from '../command-environment.js';
import { readArguments } from '../read-arguments.js';
import { refuseOtherSecrets } from './refuse-other-secrets.js';

/** `rollcall copy-log`: an installation from one set of engines to the other. */
export const copyLogCommand: CliCommand = {
  name: 'copy-log',
  summary: 'Copies a stopped installation from the embedded engines to the production ones, or back.',
  usage:
    'rollcall copy-log --to production|embedded [--data-dir <folder>]\n\n' +
    'The folder is that of the embedded engines; where the production engines are, and the secrets, say the same variables\n' +
    'that the services read. Every service must be stopped. What was ended goes on when it is begun again; what is there\n' +
    'is compared. The first start on the other set makes read models and topics from the copied logs.',
  async run(args, output) {
    const { to, 'data-dir': folder } = readArguments(args, { to: { type: 'string' }, 'data-dir': { type: 'string' } });
    if (to !== 'production' && to !== 'embedded')
      throw new BadUsage('Say where to with --to production or --to embedded.');
    await copy(to, commandEnvironment(folder), output);
    return 0;
  },
};

async function copy(
  to: 'production' | 'embedded',
  environment: Readonly<Record<string, string | undefined>>,
  output: Output,
): Promise<void> {
  await using opened = new AsyncDisposableStack();
  const work = opened.use(await mkdtempDisposable(join(tmpdir(), 'rollcall-copy-log-')));
  const embedded = loadConfiguration({ ...environment, ROLLCALL_ENGINES: 'embedded' }, {});
  const production = loadConfiguration(
    { ...environment, ROLLCALL_ENGINES: 'production', ROLLCALL_DATA_DIR: work.path },
    {},
  );
  if (to === 'production') refuseNoInstallation(embedded);
  refuseOtherSecrets(production, embedded.dataDir);
  opened.defer(lockFolder(embedded.dataDir));
  const open = async (configuration: typeof embedded) =>
    opened.adopt(await openEngines(configuration), (engines) => engines.close());
  const sets = { embedded: await open(embedded), production: await open(production) };
  // Loads every service, which not every command needs.
  const { copyInstallation } = await import('./copy-installation.js');
  if (to === 'production') {
    await copyInstallation({ from: sets.embedded, to: sets.production }, (line) => output.out(line));
    const uploads = globSync('*/imports/*.ndjson', { cwd: embedded.dataDir });
    for (const path of uploads) output.out(`${path} waits to be imported: carry it to the data folder of its service.`);
  } else {
    const { recordSetUp } = await import('@rollcall/standalone');
    // No start opens the example in it.
    await recordSetUp(embedded.dataDir);
    await copyInstallation({ from: sets.production, to: sets.embedded }, (line) => output.out(line));
  }
  output.out(`All of it is there: start the services on the ${to} engines.`);
}

import { loadConfiguration, lockFolder, openEngines, refuseNoInstallation } from '@rollcall/service-kit';
import { BadUsage, type CliCommand, type Output } from '../cli-command.js';
import { commandEnvironment } from '../command-environment.js';
import { readArguments } from '../read-arguments.js';

/** `rollcall relay replay`: what services told others, told again from their logs. */
export const relayCommand: CliCommand = {
  name: 'relay',
  summary: 'relay replay: publishes again, from its log, everything that a service has told the others.',
  usage:
    'rollcall relay replay [--service <name>]… [--data-dir <folder>]\n\n' +
    'For topics that were lost, or a service that has forgotten what it was told: who knows it already takes nothing from\n' +
    'it. All services unless some are named. The embedded engines must be stopped; with ROLLCALL_ENGINES=production\n' +
    'services may run, and the data folder is one for this process.',
  async run([verb, ...args], output) {
    if (verb !== 'replay') throw new BadUsage(`There is no "relay ${verb ?? ''}", only "relay replay".`);
    const { service, 'data-dir': folder } = readArguments(args, {
      service: { type: 'string', multiple: true, default: [] },
      'data-dir': { type: 'string' },
    });
    const configuration = loadConfiguration(commandEnvironment(folder), {});
    refuseNoInstallation(configuration);
    const unlock = lockFolder(configuration.dataDir);
    try {
      await replay(service, configuration, output);
      return 0;
    } finally {
      unlock();
    }
  },
};

async function replay(
  names: readonly string[],
  configuration: Parameters<typeof openEngines>[0],
  output: Output,
): Promise<void> {
  // Loads every service, which not every command needs.
  const [{ owningServices }, { replayRelay }] = await Promise.all([
    import('../service-modules.js'),
    import('./replay-relay.js'),
  ]);
  const services = owningServices();
  const known = services.map(({ name }) => name);
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined) throw new BadUsage(`There is no service "${unknown}": name ${known.join(', ')}.`);
  const engines = await openEngines(configuration);
  try {
    for (const { name, relay, upcasters } of services) {
      if (!relay || (names.length > 0 && !names.includes(name))) continue;
      const own = await engines.forService(name, upcasters);
      try {
        const published = await replayRelay({ ...own, relay, log: own.store });
        output.out(`${name}: ${published} messages were published again.`);
      } finally {
        await own.close();
      }
    }
  } finally {
    await engines.close();
  }
}

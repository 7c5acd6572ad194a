import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Configuration, type KitConfiguration, loadConfiguration } from '@rollcall/service-kit';
import { type Credentials, runSyncDiagnostics } from '@rollcall/sync-diagnostics';
import { BadUsage, type CliCommand } from '../cli-command.js';
import { cliSettings } from '../cli.config.js';
import { commandEnvironment } from '../command-environment.js';
import { readArguments } from '../read-arguments.js';

/**
 * `rollcall sync-diagnostics`: who of a site is un-synced, and with `--apply` no longer. The token comes from
 * ROLLCALL_TOKEN, never from an argument, which everybody on the machine sees; beside an installation on this machine its
 * data folder's token serves, and a job signs in for itself. Exit codes: 0 in sync, 1 un-synced, 2 it did not work.
 */
export const syncDiagnosticsCommand: CliCommand = {
  name: 'sync-diagnostics',
  summary: 'Finds people of a site whose identity, seat and status disagree, and resolves them with --apply.',
  usage:
    'rollcall sync-diagnostics --site <slug> [--apply] [--json] [--url <gateway>] [--data-dir <folder>]\n\n' +
    'The gateway is --url or ROLLCALL_URL, else the one of an installation on this machine. The token is read from\n' +
    'ROLLCALL_TOKEN, else from the data folder of that installation; a job signs in with ROLLCALL_ACCOUNT_EMAIL and\n' +
    'ROLLCALL_ACCOUNT_PASSWORD instead.\n' +
    'Exit codes: 0 in sync, 1 somebody is un-synced, 2 it did not work.',
  async run(args, output) {
    const options = readArguments(args, {
      site: { type: 'string' },
      apply: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      url: { type: 'string' },
      'data-dir': { type: 'string' },
    });
    const { site, apply, json, url, 'data-dir': folder } = options;
    if (site === undefined) throw new BadUsage('Name the site by its slug with --site.');
    try {
      const surroundings = {
        print: (line: string) => output.out(line),
        complain: (line: string) => output.err(line),
      };
      return await runSyncDiagnostics({ site, apply, json, ...(await gatewayOf(url, folder)) }, surroundings);
    } catch (error) {
      // 1 says that somebody is un-synced: nothing that went wrong may end with it.
      output.err(error instanceof Error ? error.message : String(error));
      return 2;
    }
  },
};

/** Whom to ask, and as whom. @throws ConfigurationError for a bad setting; BadUsage without a token. */
async function gatewayOf(url: string | undefined, folder: string | undefined) {
  const configuration = loadConfiguration(commandEnvironment(folder), cliSettings);
  const { gatewayUrl = configuration.publicUrl } = configuration;
  return { url: url ?? gatewayUrl, as: await credentialsIn(configuration) };
}

async function credentialsIn(configuration: Configuration<typeof cliSettings>): Promise<Credentials> {
  const { token, accountEmail: email, accountPassword: password } = configuration;
  if ((email === undefined) !== (password === undefined)) {
    throw new BadUsage('ROLLCALL_ACCOUNT_EMAIL and ROLLCALL_ACCOUNT_PASSWORD belong together: set both or none.');
  }
  if (email === undefined || password === undefined) return { token: token ?? (await tokenIn(configuration)) };
  if (token !== undefined) {
    throw new BadUsage('Set either ROLLCALL_TOKEN or ROLLCALL_ACCOUNT_EMAIL with its password, not both.');
  }
  return { email, password };
}

async function tokenIn({ dataDir }: KitConfiguration): Promise<string> {
  try {
    return await readFile(join(dataDir, 'token'), 'utf8');
  } catch {
    throw new BadUsage(
      `There is no token in ${dataDir}: set ROLLCALL_TOKEN, or name the folder of an installation with --data-dir.`,
    );
  }
}

import { runSyncDiagnostics } from '@rollcall/sync-diagnostics';
import { BadUsage, type CliCommand } from '../cli-command.js';
import { readArguments } from '../read-arguments.js';

/**
 * `rollcall sync-diagnostics`: who of a site is un-synced, and with `--apply` no longer. The token is read from
 * ROLLCALL_TOKEN: arguments are seen by everybody on the machine. Exit codes: 0 in sync, 1 un-synced, 2 it did not work.
 */
export const syncDiagnosticsCommand: CliCommand = {
  name: 'sync-diagnostics',
  summary: 'Finds people of a site whose identity, seat and status disagree, and resolves them with --apply.',
  usage: 'ROLLCALL_TOKEN=<token> rollcall sync-diagnostics --url <gateway> --site <slug> [--apply] [--json]',
  async run(args, output) {
    const { url, site, apply, json } = readArguments(args, {
      url: { type: 'string' },
      site: { type: 'string' },
      apply: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    });
    const token = process.env.ROLLCALL_TOKEN ?? '';
    if (url === undefined || site === undefined || token === '') {
      throw new BadUsage('The gateway, the site and a token are needed.');
    }
    const wait = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));
    const surroundings = {
      print: (line: string) => output.out(line),
      complain: (line: string) => output.err(line),
      wait,
    };
    return runSyncDiagnostics({ url, token, site, apply, json }, surroundings);
  },
};

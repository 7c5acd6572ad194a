import { ConfigurationError } from '@rollcall/service-kit';
import { BadUsage, type CliCommand, type Output } from './cli-command.js';
import { backupCommand } from './backup/backup-command.js';
import { restoreCommand } from './backup/restore-command.js';
import { bootstrapCommand } from './bootstrap/bootstrap-command.js';
import { copyLogCommand } from './copy-log/copy-log-command.js';
import { dumpStateCommand } from './dump-state/dump-state-command.js';
import { initSecretsCommand } from './init-secrets/init-secrets-command.js';
import { relayCommand } from './relay/relay-command.js';
import { syncDiagnosticsCommand } from './sync-diagnostics/sync-diagnostics-command.js';

const commands: readonly CliCommand[] = [
  initSecretsCommand,
  bootstrapCommand,
  backupCommand,
  restoreCommand,
  copyLogCommand,
  relayCommand,
  dumpStateCommand,
  syncDiagnosticsCommand,
];

/**
 * The `rollcall` command. Answers the exit code: the command's own, 1 with one sentence when it cannot do its work, 2 with
 * one sentence for bad usage.
 */
export async function rollcall(args: readonly string[], output: Output): Promise<number> {
  const [name, ...rest] = args;
  if (name === '--help' || name === '-h') {
    output.out(overview());
    return 0;
  }
  const command = commands.find((candidate) => candidate.name === name);
  if (!command) {
    const known = commands.map((candidate) => candidate.name).join(', ');
    output.err(
      `${name === undefined ? 'No command was given' : `There is no command "${name}"`}: use one of ${known}.`,
    );
    return 2;
  }
  if (rest.includes('--help') || rest.includes('-h')) {
    output.out(`${command.summary}\n\nUsage: ${command.usage}`);
    return 0;
  }
  try {
    return await command.run(rest, output);
  } catch (error) {
    if (error instanceof BadUsage) {
      output.err(`${error.message} Usage: ${command.usage.split('\n')[0]!}`);
      return 2;
    }
    if (!(error instanceof ConfigurationError)) throw error;
    output.err(error.message);
    return 1;
  }
}

function overview(): string {
  const width = Math.max(...commands.map(({ name }) => name.length));
  const lines = commands.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`);
  return [
    'Usage: rollcall <command> [options]',
    '',
    ...lines,
    '',
    '`rollcall <command> --help` tells the options.',
  ].join('\n');
}

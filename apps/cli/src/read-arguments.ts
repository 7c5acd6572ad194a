import { parseArgs, type ParseArgsConfig } from 'node:util';
import { BadUsage } from './cli-command.js';

/**
 * Reads the options of a command; nothing may stand beside them.
 * @throws BadUsage in one sentence.
 */
export function readArguments<const Options extends NonNullable<ParseArgsConfig['options']>>(
  args: readonly string[],
  options: Options,
) {
  try {
    return parseArgs({ args: [...args], options, strict: true, allowPositionals: false }).values;
  } catch (error) {
    throw new BadUsage(firstSentence(error instanceof Error ? error.message : String(error)));
  }
}

const firstSentence = (text: string): string => `${text.split(/\. |\n/)[0]!.replace(/\.$/, '')}.`;

import { readFileSync } from 'node:fs';
import { ConfigurationError } from './configuration-error.js';
import type { Setting, Settings, Values } from './setting.js';

/** Where variables come from; `process.env` at run time. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads and checks settings.
 * @throws ConfigurationError naming the variable and what it must be.
 */
export function readSettings<S extends Settings>(settings: S, environment: Environment): Values<S> {
  const values: Record<string, unknown> = {};
  for (const [name, setting] of Object.entries(settings)) {
    const text = textOf(setting, environment);
    values[name] = text === undefined ? setting.default : parse(setting, text);
  }
  return values as Values<S>;
}

function textOf(setting: Setting, environment: Environment): string | undefined {
  const text = given(environment[setting.env]);
  const file = setting.secret ? given(environment[`${setting.env}_FILE`]) : undefined;
  if (file === undefined) return text;
  if (text !== undefined) throw new ConfigurationError(`Set either ${setting.env} or ${setting.env}_FILE, not both.`);
  try {
    return given(readFileSync(file, 'utf8').trim());
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new ConfigurationError(
      `${setting.env}_FILE names a file that cannot be read (${code}): mount it or correct the path.`,
    );
  }
}

const given = (text: string | undefined): string | undefined => (text === '' ? undefined : text);

function parse(setting: Setting, text: string): unknown {
  switch (setting.kind) {
    case 'text':
      return oneOf(setting, text);
    case 'integer':
      return integer(setting, text);
    case 'boolean':
      if (text !== 'true' && text !== 'false') refuse(setting, 'must be true or false');
      return text === 'true';
    case 'url':
      return url(setting, text);
  }
}

function oneOf(setting: Setting, text: string): string {
  if (setting.oneOf && !setting.oneOf.includes(text)) refuse(setting, `must be one of: ${setting.oneOf.join(', ')}`);
  return text;
}

function integer(setting: Setting, text: string): number {
  const [least, most] = setting.range ?? [0, Number.MAX_SAFE_INTEGER];
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < least || value > most)
    refuse(setting, `must be a whole number from ${least} to ${most}`);
  return value;
}

function url(setting: Setting, text: string): string {
  const parsed = URL.parse(text);
  if (!parsed || !['http:', 'https:'].includes(parsed.protocol))
    refuse(setting, 'must be a URL that starts with http:// or https://');
  return text.replace(/\/$/, '');
}

// Never names the value: it may be a secret.
function refuse(setting: Setting, what: string): never {
  throw new ConfigurationError(`${setting.env} ${what}.`);
}

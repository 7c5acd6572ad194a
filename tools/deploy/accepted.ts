import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { type Configuration, loadConfiguration, type Settings } from '@rollcall/service-kit';
import { type Program, settingsReadBy } from './known-variables.js';

type Environment = Readonly<Record<string, string>>;

/** What the mounted files of secrets may hold. */
function example(variable: string): string {
  if (/_(MASTER|INDEX|LINK)_KEY$/.test(variable)) return Buffer.alloc(32, 7).toString('base64url');
  if (variable === 'ROLLCALL_MONGODB_URL') return 'mongodb://rollcall:rows@mongodb.example/?tls=true';
  return variable === 'ROLLCALL_SMTP_URL' ? 'smtps://rollcall:mails@mail.example' : 'given';
}

/**
 * Loads a program's configuration as it would at its start, with something in the place of each file that is mounted.
 * @throws ConfigurationError where the program would refuse to start.
 */
export async function accepted(program: Program, environment: Environment): Promise<Configuration> {
  const folder = await mkdtemp(join(tmpdir(), 'rollcall-mounted-'));
  try {
    const own = Object.fromEntries(settingsReadBy(program).map((setting) => [setting.env, setting])) as Settings;
    const mounted = Object.entries(environment).map(async ([name, value]) => {
      if (!name.endsWith('_FILE')) return [name, value] as const;
      const file = join(folder, `${name}-${basename(value)}`);
      await writeFile(file, example(name.slice(0, -'_FILE'.length)));
      return [name, file] as const;
    });
    return loadConfiguration(Object.fromEntries(await Promise.all(mounted)), own);
  } finally {
    await rm(folder, { recursive: true });
  }
}

import { existsSync } from 'node:fs';
import type { Type } from '@nestjs/common';
import {
  type Configuration,
  ConfigurationError,
  loadConfiguration,
  loadServiceConfiguration,
  readSettings,
} from '@rollcall/service-kit';
import { setUpRecordIn } from './set-up-record.js';
import { standaloneSettings } from './standalone.config.js';

/** What the process as a whole is set to. */
export type StandaloneConfiguration = Configuration<typeof standaloneSettings>;
/** The process's own settings, and those of each service by its module. */
export type LoadedSettings = Readonly<{
  configuration: StandaloneConfiguration;
  configurationOf: (module: Type) => Configuration;
}>;

/**
 * Every service's settings and the process's own, checked before anything is opened.
 * @throws ConfigurationError with one sentence that names the variable and the fix.
 */
export function loadSettings(
  modules: readonly Type[],
  environment: Readonly<Record<string, string | undefined>>,
): LoadedSettings {
  const own = modules.map((module) => [module, loadServiceConfiguration(module, environment)] as const);
  const byModule = new Map<Type, Configuration>(own);
  const configuration = { ...loadConfiguration(environment, {}), ...readSettings(standaloneSettings, environment) };
  refuseMailToInventedPeople(configuration);
  return { configuration, configurationOf: (module) => byModule.get(module) ?? configuration };
}

/** The example's people have no mailboxes: their addresses would be written to by a real mail server. */
function refuseMailToInventedPeople({ smtpUrl, example, dataDir }: StandaloneConfiguration): void {
  if (smtpUrl === undefined || example !== 'studio' || existsSync(setUpRecordIn(dataDir))) return;
  throw new ConfigurationError(
    'ROLLCALL_SMTP_URL would mail the example studio to people who do not exist: set ROLLCALL_EXAMPLE=none for an empty installation, or set the example up without ROLLCALL_SMTP_URL first.',
  );
}

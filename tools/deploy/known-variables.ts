import { kitSettings, productionSettings, type Setting } from '@rollcall/service-kit';
import { serviceSettings } from '../reference/service-settings.js';

/** What runs in an image: a service, or a command of the command line. */
export type Program =
  'identity' | 'directory' | 'authorization' | 'licensing' | 'admin-gateway' | 'bootstrap' | 'sync-diagnostics';
/** The services, each an image of its own name. */
export const services = ['identity', 'directory', 'authorization', 'licensing', 'admin-gateway'] as const;

const own = await serviceSettings();
const settingsOf = (app: string): readonly Setting[] =>
  own.filter(([name]) => name === app).flatMap(([, settings]) => Object.values(settings));
const everywhere: readonly Setting[] = [...Object.values(kitSettings), ...Object.values(productionSettings)];

/** Every setting a program reads, as its configuration declares it. */
export function settingsReadBy(program: Program): readonly Setting[] {
  switch (program) {
    case 'sync-diagnostics':
      return [...Object.values(kitSettings), ...settingsOf('cli')];
    case 'bootstrap':
      // It starts every service.
      return [...everywhere, ...settingsOf('standalone'), ...services.flatMap(settingsOf)];
    default:
      return [...everywhere, ...settingsOf(program)];
  }
}

/** Names of the environment that a program understands: of a secret also the one that names its file. */
export const variablesReadBy = (program: Program): ReadonlySet<string> =>
  new Set(settingsReadBy(program).flatMap(({ env, secret }) => (secret ? [env, `${env}_FILE`] : [env])));

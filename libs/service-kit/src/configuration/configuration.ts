import { ConfigurationError } from './configuration-error.js';
import { kitSettings } from './kit.settings.js';
import { isLoopback } from './loopback.js';
import { loadProduction, type ProductionConfiguration } from './production-configuration.js';
import { type Environment, readSettings } from './read-settings.js';
import type { Settings, Values } from './setting.js';

/** The kit's settings, checked; `publicUrl` is always known, `production` where those engines are chosen. */
export type KitConfiguration = Values<typeof kitSettings> &
  Readonly<{ publicUrl: string; production?: ProductionConfiguration }>;
/** The kit's settings and those a service adds; whoever reads those says which. */
export type Configuration<S extends Settings = Record<never, never>> = KitConfiguration & Values<S>;

/**
 * Reads the kit's settings and a service's own, and refuses a dangerous half-setting.
 * @throws ConfigurationError with one sentence that names the variable and the fix.
 */
export function loadConfiguration<const S extends Settings>(environment: Environment, own: S): Configuration<S> {
  const kit = readSettings(kitSettings, environment);
  const publicUrl = kit.publicUrl ?? `http://${urlHost(kit.host)}:${kit.port}`;
  refuseOpenHttp(kit.host, publicUrl);
  const production = kit.engines === 'production' && productionOf(kit, environment);
  return { ...readSettings(own, environment), ...kit, publicUrl, ...(production && { production }) };
}

function productionOf(kit: Values<typeof kitSettings>, environment: Environment): ProductionConfiguration {
  refuseMissingSecrets(kit);
  const production = loadProduction(environment);
  if (!production.privateServices) refuseOpenServiceUrls(kit);
  return production;
}

const urlHost = (host: string): string => (host.includes(':') && !host.startsWith('[') ? `[${host}]` : host);

function refuseOpenHttp(host: string, publicUrl: string): void {
  const { protocol, hostname } = new URL(publicUrl);
  if (protocol === 'https:') return;
  if (!isLoopback(host)) {
    throw new ConfigurationError(
      'ROLLCALL_HOST opens the door to other machines while ROLLCALL_PUBLIC_URL is http, which would send passwords in the clear: set ROLLCALL_PUBLIC_URL to the https address of your proxy, or ROLLCALL_HOST to 127.0.0.1.',
    );
  }
  if (!isLoopback(hostname)) {
    throw new ConfigurationError(
      'ROLLCALL_PUBLIC_URL must be https unless it names this machine (127.0.0.1 or localhost).',
    );
  }
}

/** Tokens, and what services tell each other, would be read on the way. */
function refuseOpenServiceUrls({ serviceUrls = '' }: Values<typeof kitSettings>): void {
  for (const [, host = ''] of serviceUrls.matchAll(/=http:\/\/(\[[^\]]*\]|[^/:,\s]*)/g)) {
    if (isLoopback(host)) continue;
    throw new ConfigurationError(
      'ROLLCALL_SERVICE_URLS names a service outside this machine by http: use its https address, or set ROLLCALL_PRIVATE_SERVICES=true where nobody else reaches the network between services.',
    );
  }
}

function refuseMissingSecrets(kit: Values<typeof kitSettings>): void {
  for (const name of ['masterKey', 'indexKey', 'linkKey'] as const) {
    if (kit[name] === undefined) {
      throw new ConfigurationError(
        `${kitSettings[name].env} is missing: production engines start only with a secret of 32 random bytes (base64url), given directly or by ${kitSettings[name].env}_FILE.`,
      );
    }
  }
}

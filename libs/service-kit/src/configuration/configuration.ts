import { ConfigurationError } from './configuration-error.js';
import { kitSettings } from './kit.settings.js';
import { type Environment, readSettings } from './read-settings.js';
import type { Settings, Values } from './setting.js';

/** The kit's settings, checked; `publicUrl` is always known. */
export type KitConfiguration = Values<typeof kitSettings> & Readonly<{ publicUrl: string }>;
/** The kit's settings and those a service adds. */
export type Configuration<S extends Settings = Settings> = KitConfiguration & Values<S>;

/**
 * Reads the kit's settings and a service's own, and refuses a dangerous half-setting.
 * @throws ConfigurationError with one sentence that names the variable and the fix.
 */
export function loadConfiguration<const S extends Settings>(environment: Environment, own: S): Configuration<S> {
  const kit = readSettings(kitSettings, environment);
  const publicUrl = kit.publicUrl ?? `http://${urlHost(kit.host)}:${kit.port}`;
  refuseOpenHttp(kit.host, publicUrl);
  if (kit.engines === 'production') refuseMissingSecrets(kit);
  return { ...readSettings(own, environment), ...kit, publicUrl };
}

/** Tells whether a host name or address stays on this machine. */
export const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host);

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

function refuseMissingSecrets(kit: Values<typeof kitSettings>): void {
  for (const name of ['masterKey', 'indexKey', 'linkKey'] as const) {
    if (kit[name] === undefined) {
      throw new ConfigurationError(
        `${kitSettings[name].env} is missing: production engines start only with a secret of 32 random bytes (base64url), given directly or by ${kitSettings[name].env}_FILE.`,
      );
    }
  }
}

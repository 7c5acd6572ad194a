import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigurationError, type KitConfiguration, kitSettings, secretsIn } from '@rollcall/service-kit';

/**
 * Under another index key nobody would be found by login or email again.
 * @throws ConfigurationError when the data folder has secrets of its own, and others were given.
 */
export function refuseOtherSecrets(given: KitConfiguration, dataDir: string): void {
  if (!existsSync(join(dataDir, 'secrets.json'))) return;
  const own = secretsIn(dataDir);
  for (const [name, setting] of [
    ['master', 'masterKey'],
    ['index', 'indexKey'],
    ['link', 'linkKey'],
  ] as const) {
    if (given[setting] === own[name]) continue;
    throw new ConfigurationError(
      `${kitSettings[setting].env} is not the one in ${dataDir}: hand its secrets over with rollcall init-secrets --from ${dataDir} --dir <folder>.`,
    );
  }
}

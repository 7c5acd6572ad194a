import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { KitConfiguration } from '../configuration/configuration.js';
import { ConfigurationError } from '../configuration/configuration-error.js';

/**
 * Whoever only reads an installation on the embedded engines must not make one by looking.
 * @throws ConfigurationError when the data folder holds none.
 */
export function refuseNoInstallation({ engines, dataDir }: KitConfiguration): void {
  if (engines !== 'embedded' || existsSync(join(dataDir, 'directory', 'events.sqlite'))) return;
  throw new ConfigurationError(
    `${dataDir} holds no installation: name its data folder with --data-dir or ROLLCALL_DATA_DIR.`,
  );
}

import type { KitConfiguration } from '../configuration/configuration.js';
import { ConfigurationError } from '../configuration/configuration-error.js';
import { openEmbeddedEngines } from './embedded-engines.js';
import type { Engines } from './engines.js';

/**
 * The one place where a set of engines is chosen; no other code knows which it runs on.
 * @throws ConfigurationError for a set this build does not have.
 */
export function openEngines(configuration: KitConfiguration): Engines {
  switch (configuration.engines) {
    case 'embedded':
      return openEmbeddedEngines(configuration);
    default:
      throw new ConfigurationError(
        `ROLLCALL_ENGINES=${configuration.engines} is not available in this build: use ROLLCALL_ENGINES=embedded.`,
      );
  }
}

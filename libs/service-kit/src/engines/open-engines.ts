import type { Clock } from '@rollcall/event-sourcing';
import type { KitConfiguration } from '../configuration/configuration.js';
import { ConfigurationError } from '../configuration/configuration-error.js';
import { openEmbeddedEngines } from './embedded-engines.js';
import type { Engines } from './engines.js';
import { systemClock } from './system-clock.js';

/**
 * The one place where a set of engines is chosen; no other code knows which it runs on.
 * @throws ConfigurationError for a set this build does not have.
 */
export function openEngines(configuration: KitConfiguration, clock: Clock = systemClock): Engines {
  switch (configuration.engines) {
    case 'embedded':
      return openEmbeddedEngines(configuration, clock);
    default:
      throw new ConfigurationError(
        `ROLLCALL_ENGINES=${configuration.engines} is not available in this build: use ROLLCALL_ENGINES=embedded.`,
      );
  }
}

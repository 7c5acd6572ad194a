import type { Clock } from '@rollcall/event-sourcing';
import type { KitConfiguration } from '../configuration/configuration.js';
import { ConfigurationError } from '../configuration/configuration-error.js';
import { openEmbeddedEngines } from './embedded-engines.js';
import type { Engines } from './engines.js';
import { systemClock } from './system-clock.js';

/**
 * The one place where a set of engines is chosen; no other code knows which it runs on.
 * @throws ConfigurationError for a set that is not configured, and for servers that cannot be used.
 */
export async function openEngines(configuration: KitConfiguration, clock: Clock = systemClock): Promise<Engines> {
  const { engines, production } = configuration;
  if (engines === 'embedded') return openEmbeddedEngines(configuration, clock);
  if (engines === 'production' && production) {
    // Loaded here only: the embedded set need not carry drivers it never uses.
    const { openProductionEngines } = await import('./production-engines.js');
    return openProductionEngines(configuration, production, clock);
  }
  throw new ConfigurationError(`ROLLCALL_ENGINES=${engines} has no configuration: use ROLLCALL_ENGINES=embedded.`);
}

import type { Logger } from 'pino';
import { pause } from '../engines/system-clock.js';

/** The order in which what runs comes to its end: each phase is over everywhere before the next one begins. */
export const stopPhases = ['requests', 'listeners', 'relays', 'read models', 'stores'] as const;
/** One phase of a stop. */
export type StopPhase = (typeof stopPhases)[number];

/** One service of those that stop together. */
export interface Stoppable {
  readonly name: string;
  readonly logger: Pick<Logger, 'error'>;
  /** Readiness turns to 503 and event streams end. */
  announceStop(): void;
  end(phase: StopPhase): Promise<void>;
}

/** `late`: something has not ended, and may keep the process alive; ending the process is safe, as a crash is. */
export type StopOutcome = 'in time' | 'late';

/** A stop takes this long at most, ms, whatever runs. */
const stopPatience = 20_000;

/**
 * Ends services phase by phase: requests first, from the last one started (the public door) to the first, then
 * listeners finish their message, then relays, read models and stores, and at last `close`. All of it has one deadline.
 */
export async function stopTogether(
  services: readonly Stoppable[],
  close: () => Promise<void>,
  patience = stopPatience,
): Promise<StopOutcome> {
  for (const service of services) service.announceStop();
  const over = new AbortController();
  const late = pause(patience, over.signal).then(() => 'late' as const);
  const ending = new Map<Stoppable, StopPhase>();
  const all = endAll(services, ending, close).then(() => 'in time' as const);
  const outcome = await Promise.race([all, late]);
  over.abort();
  if (outcome === 'late') {
    for (const [{ logger }, phase] of ending) logger.error({ phase }, 'the stop took too long; this did not end');
  }
  return outcome;
}

type Ending = Map<Stoppable, StopPhase>;

async function endAll(services: readonly Stoppable[], ending: Ending, close: () => Promise<void>): Promise<void> {
  for (const phase of stopPhases) {
    // What a request of the public door asks of a service is answered before that one's door closes.
    if (phase === 'requests') for (const service of services.toReversed()) await ended(service, phase, ending);
    else await Promise.all(services.map((service) => ended(service, phase, ending)));
  }
  await close();
}

/** What goes wrong at an end is told, and keeps nothing else from ending. */
async function ended(service: Stoppable, phase: StopPhase, ending: Ending): Promise<void> {
  ending.set(service, phase);
  try {
    await service.end(phase);
  } catch (error) {
    service.logger.error({ err: error, phase }, 'a step of the stop failed');
  }
  ending.delete(service);
}

import type { RunningService } from './running-service.js';

/**
 * Resolves when nothing is left to follow from what was done so far, in any of these services (KRN-16): round after round
 * until no service has written anything meanwhile. For tests and for set-up; a busy installation is never quiet.
 */
export async function quietTogether(services: readonly RunningService[]): Promise<void> {
  const heads = async (): Promise<string> => (await Promise.all(services.map((service) => service.head()))).join();
  for (let before: string | undefined; before !== (await heads());) {
    before = await heads();
    // Everything is published before anybody is asked whether it has handled everything.
    await Promise.all(services.map((service) => service.published()));
    await Promise.all(services.map((service) => service.handled()));
  }
}

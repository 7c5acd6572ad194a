import { openEmptyStudio } from '../../src/first-start/empty-studio.js';
import { Installer } from '../../src/first-start/installer.js';
import type { Standalone } from '../../src/standalone.js';

/** The Admin of every test's site. */
export const admin = { email: 'ada@studio.example', password: 'seven wandering lighthouse keepers' } as const;

/** An empty studio with so many seats and its Admin; doing it again changes nothing. */
export async function openTestSite(standalone: Standalone, seats: number): Promise<void> {
  await openEmptyStudio(new Installer(standalone), { ...admin, mustChange: false }, seats);
  standalone.setUpDone();
}

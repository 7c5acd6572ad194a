import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Installer } from './first-start/installer.js';
import type { Standalone } from './standalone.js';

/**
 * Leaves a token for the command line in the data folder, mode 0600: whoever may read the folder may act as the first
 * Admin anyway.
 */
export async function leaveToken(standalone: Standalone): Promise<void> {
  const installer = new Installer(standalone);
  const { dataDir } = standalone.configuration;
  const accountId = await readFile(join(dataDir, 'first-admin'), 'utf8').catch(() => undefined);
  if (accountId === undefined) return;
  const step = `token ${standalone.engines.shared.clock.now().toISOString()}`;
  const { token } = await installer.send<{ token: string }>('post', 'identity', '/operator/tokens', step, {
    body: { accountId },
  });
  const draft = join(dataDir, 'token.draft');
  await writeFile(draft, token, { mode: 0o600 });
  await rename(draft, join(dataDir, 'token'));
}

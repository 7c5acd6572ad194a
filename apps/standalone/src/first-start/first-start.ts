import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { MAILBOX, type Mailbox } from '@rollcall/service-kit';
import { setUpRecordIn } from '../set-up-record.js';
import type { Standalone } from '../standalone.js';
import { enterSite } from './first-admin.js';
import { openEmptyStudio } from './empty-studio.js';
import { type ImportProgress, importPeople } from './import-people.js';
import { Installer } from './installer.js';
import { openStudio } from './open-studio.js';
import { Owners } from './owners.js';
import { playPortal } from './play-portal.js';
import { readStudioFiles, withAdminEmail } from './studio-files.js';

/** Told what the first start is at. */
export interface FirstStartReport {
  step(what: string): void;
  readonly imported: ImportProgress;
}
/** Who may sign in first; `oneTimePassword` is absent when the password was preset. */
export type FirstSignIn = Readonly<{ email: string; oneTimePassword?: string }>;

type FirstAccount = Readonly<{ email: string; accountId: string }>;

const studioFolder = new URL('../../../../examples/studio/', import.meta.url).pathname;

/**
 * Sets an empty installation up: the example studio, or one empty site. A start that was killed goes on where it was.
 * Answers who may sign in: whoever has told them calls `recordSetUp`. Answers nothing when that was done before.
 */
export async function firstStart(standalone: Standalone, report: FirstStartReport): Promise<FirstSignIn | undefined> {
  const { configuration, engines, gateway } = standalone;
  if (existsSync(setUpRecordIn(configuration.dataDir))) return undefined;
  const installer = new Installer(standalone);
  const { adminPassword, adminEmail, example } = configuration;
  const password = adminPassword ?? oneTimePassword(engines.shared.cryptography.hmac('first-admin-password'));
  const mustChange = adminPassword === undefined;
  const { email, accountId } = await (example === 'none' ? openEmpty() : openExample());
  await writeFile(join(configuration.dataDir, 'first-admin'), accountId, { mode: 0o600 });
  return { email, ...(mustChange ? { oneTimePassword: password } : {}) };

  async function openEmpty(): Promise<FirstAccount> {
    report.step('opening an empty studio');
    const address = adminEmail ?? 'admin@studio.example';
    const accountId = await openEmptyStudio(installer, { email: address, password, mustChange });
    return { email: address, accountId };
  }

  async function openExample(): Promise<FirstAccount> {
    const files = withAdminEmail(await readStudioFiles(studioFolder), adminEmail);
    const { email: address, site, login } = files.firstAdmin;
    report.step(`opening ${files.team.name}`);
    const ids = await openStudio(installer, files, { email: address, password, mustChange });
    report.step('importing people');
    await importPeople(installer, files, ids, report.imported);
    const owners = new Owners(installer, gateway.app.get<Mailbox>(MAILBOX));
    await enterSite(installer, ids.siteIds.get(site)!, login, ids.adminAccountId);
    report.step('accepting invitations');
    await owners.acceptInvitations(files, ids);
    report.step('what happens outside the sites');
    await playPortal(installer, files, ids, owners);
    return { email: address, accountId: ids.adminAccountId };
  }
}

/** Four groups of letters and digits, readable over a shoulder once. */
const oneTimePassword = (source: string): string =>
  (
    source
      .replace(/[^a-zA-Z0-9]/g, '')
      .slice(0, 20)
      .match(/.{5}/g) ?? []
  ).join('-');

import { copyTogether, type FileCopy } from '@rollcall/sqlite';
import { createHmac } from 'node:crypto';
import { globSync, mkdirSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import type { KitConfiguration } from '../configuration/configuration.js';
import { ConfigurationError } from '../configuration/configuration-error.js';
import { loadSecrets } from '../cryptography/installation-secrets.js';
import { refuseNoInstallation } from '../engines/refuse-no-installation.js';
import { isFree, placeFolder } from '../files/place-folder.js';
import { type BackupPart, type BackupRecord, writeBackupRecord } from './backup-record.js';
import { OpenFiles } from './open-files.js';

/** The folder of each part of a backup. */
export type BackupFolders = Readonly<Record<BackupPart, string>>;

/**
 * What of a data folder is kept, and in which part. Left out: read models, snapshots and ephemeral state, which are made
 * again from the rest and hold personal data in the clear; service keys and the command line's token, which are made anew.
 */
const databases: Readonly<Record<BackupPart, readonly string[]>> = {
  data: ['bus/bus.sqlite', '*/events.sqlite', '*/checkpoints.sqlite', '*/deadlines.sqlite'],
  keys: ['keys.sqlite'],
};
const files: Readonly<Record<BackupPart, readonly string[]>> = {
  data: ['set-up.done', 'first-admin'],
  keys: ['secrets.json', '*/imports/*.ndjson', 'mailbox/*.json'],
};

/**
 * Copies an installation on the embedded engines, running or not, into two folders that are to be kept apart: all of it as
 * it stood at one moment. It is what a crash at that moment would have left, and a start goes on from it the same way.
 * @throws ConfigurationError when there is no such installation, or a folder cannot be used.
 */
export async function backUp(configuration: KitConfiguration, to: BackupFolders): Promise<readonly BackupRecord[]> {
  refuseUnfit(configuration, to);
  const { dataDir } = configuration;
  const records: BackupRecord[] = [];
  const placed = await placeFolder(to.data, async (data) => {
    const placedToo = await placeFolder(to.keys, async (keys) => {
      const takenAt = await copyAll(dataDir, { data, keys });
      const installation = installationOf(configuration);
      records.push(await writeBackupRecord(data, { part: 'data', installation, takenAt }));
      records.push(await writeBackupRecord(keys, { part: 'keys', installation, takenAt }));
    });
    if (!placedToo) throw taken(to.keys);
  });
  if (!placed) throw taken(to.data);
  return records;
}

/** Answers the moment, RFC 3339. */
async function copyAll(dataDir: string, to: BackupFolders): Promise<string> {
  using others = new OpenFiles();
  let takenAt = '';
  await copyTogether(copiesOf(databases, dataDir, to), () => {
    takenAt = new Date().toISOString();
    others.open(copiesOf(files, dataDir, to));
  });
  await others.copy();
  return takenAt;
}

/** Every file there is of these, and where it goes; makes the folders it goes to. */
function copiesOf(patterns: typeof databases, dataDir: string, to: BackupFolders): readonly FileCopy[] {
  return (['data', 'keys'] as const).flatMap((part) =>
    globSync([...patterns[part]], { cwd: dataDir }).map((path) => {
      const target = join(to[part], path);
      mkdirSync(dirname(target), { recursive: true, mode: 0o700 });
      return { from: join(dataDir, path), to: target };
    }),
  );
}

function refuseUnfit(configuration: KitConfiguration, to: BackupFolders): void {
  const { engines, dataDir } = configuration;
  if (engines !== 'embedded') {
    throw new ConfigurationError(
      `ROLLCALL_ENGINES=${engines} keeps its data on servers with backups of their own: see docs/operations/backup.md.`,
    );
  }
  refuseNoInstallation(configuration);
  for (const [inner, outer] of [
    [to.data, to.keys],
    [to.keys, to.data],
    [to.data, dataDir],
    [to.keys, dataDir],
  ] as const) {
    if (!isWithin(inner, outer)) continue;
    throw new ConfigurationError(`${inner} lies within ${outer}: what can be lost or stolen together is no backup.`);
  }
  for (const folder of [to.data, to.keys]) if (!isFree(folder)) throw taken(folder);
}

const isWithin = (inner: string, outer: string): boolean => !relative(resolve(outer), resolve(inner)).startsWith('..');

const taken = (folder: string): ConfigurationError =>
  new ConfigurationError(`${folder} holds something already: name a folder that does not exist yet.`);

const installationOf = (configuration: KitConfiguration): string =>
  createHmac('sha256', loadSecrets(configuration).index).update('installation of a backup').digest('base64url');

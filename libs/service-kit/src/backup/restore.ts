import { cp } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { mkdirSync } from 'node:fs';
import { ConfigurationError } from '../configuration/configuration-error.js';
import { isFree, placeFolder } from '../files/place-folder.js';
import type { BackupFolders } from './back-up.js';
import { type BackupRecord, readBackup } from './backup-record.js';

/**
 * Puts a backup into an empty data folder: whole, or not at all. The keys may be of a later backup of the same installation:
 * who was erased meanwhile stays erased.
 * @throws ConfigurationError when the parts do not fit together, one of them is damaged, or the folder holds something.
 */
export async function restoreBackup(from: BackupFolders, dataDir: string): Promise<readonly BackupRecord[]> {
  if (!isFree(dataDir)) throw taken(dataDir);
  const [data, keys] = [await readBackup(from.data, 'data'), await readBackup(from.keys, 'keys')];
  if (data.installation !== keys.installation) {
    throw new ConfigurationError(`${from.keys} belongs to another installation than ${from.data}.`);
  }
  if (keys.takenAt < data.takenAt) {
    throw new ConfigurationError(
      `${from.keys} is of ${keys.takenAt} and has no keys for what came later; the data are of ${data.takenAt}: use keys of that moment or later.`,
    );
  }
  const placed = await placeFolder(dataDir, async (draft) => {
    for (const { part, files } of [data, keys]) {
      for (const { path } of files) {
        mkdirSync(dirname(join(draft, path)), { recursive: true, mode: 0o700 });
        await cp(join(from[part], path), join(draft, path));
      }
    }
  });
  if (!placed) throw taken(dataDir);
  return [data, keys];
}

const taken = (folder: string): ConfigurationError =>
  new ConfigurationError(
    `${folder} holds something already: a backup is restored into an empty folder, name another one.`,
  );

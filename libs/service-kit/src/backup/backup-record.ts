import { createHash } from 'node:crypto';
import { createReadStream, readFileSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { ConfigurationError } from '../configuration/configuration-error.js';
import { writeDurably } from '../cryptography/write-durably.js';

/** `data`: what tells nothing personal by itself. `keys`: what it takes to read that, and what is personal in the clear. */
export type BackupPart = 'data' | 'keys';
/** A file of a backup, by its path in the data folder. */
export type BackedUpFile = Readonly<{ path: string; bytes: number; sha256: string }>;
/** What one part of a backup is, and what is in it. */
export type BackupRecord = Readonly<{
  format: 1;
  part: BackupPart;
  /** The same for all backups of one installation; tells nothing of its secrets. */
  installation: string;
  /** The moment as of which everything in it stood. RFC 3339. */
  takenAt: string;
  files: readonly BackedUpFile[];
}>;

const recordFile = 'backup.json';

/** Writes down what lies in the folder of a backup. */
export async function writeBackupRecord(
  folder: string,
  about: Omit<BackupRecord, 'format' | 'files'>,
): Promise<BackupRecord> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name).slice(folder.length + 1));
  const files: BackedUpFile[] = [];
  for (const path of paths.toSorted()) files.push(await fileOf(folder, path));
  const record: BackupRecord = { format: 1, ...about, files };
  writeDurably(join(folder, recordFile), `${JSON.stringify(record, null, 2)}\n`);
  return record;
}

/**
 * Reads what a backup is, and looks whether every file is as it was written.
 * @throws ConfigurationError when this is no such part of a backup, or a file of it is missing or changed.
 */
export async function readBackup(folder: string, part: BackupPart): Promise<BackupRecord> {
  const record = recordIn(folder);
  if (record?.format !== 1 || record.part !== part) {
    throw new ConfigurationError(`${folder} does not hold the ${part} of a backup: name the folder that backup made.`);
  }
  for (const expected of record.files) {
    const found = await fileOf(folder, expected.path).catch(() => undefined);
    if (found?.sha256 === expected.sha256) continue;
    const what = found ? 'is not as it was written' : 'is missing';
    throw new ConfigurationError(`${join(folder, expected.path)} ${what}: this backup is damaged, use another one.`);
  }
  return record;
}

function recordIn(folder: string): BackupRecord | undefined {
  try {
    return JSON.parse(readFileSync(join(folder, recordFile), 'utf8')) as BackupRecord;
  } catch {
    return undefined;
  }
}

async function fileOf(folder: string, path: string): Promise<BackedUpFile> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(join(folder, path)), hash);
  return { path, bytes: (await stat(join(folder, path))).size, sha256: hash.digest('hex') };
}

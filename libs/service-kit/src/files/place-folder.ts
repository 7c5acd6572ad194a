import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { ConfigurationError } from '../configuration/configuration-error.js';

/** Whether a folder may be made here: there is none, or an empty one. */
export const isFree = (folder: string): boolean => !existsSync(folder) || readdirSync(folder).length === 0;

/**
 * Makes a folder (mode 0700) with what `fill` puts into it: whole, or not at all. Answers whether it did; where there is
 * something already, that stays.
 * @throws ConfigurationError where no folder can be put; whatever `fill` throws.
 */
export async function placeFolder(folder: string, fill: (draft: string) => Promise<void> | void): Promise<boolean> {
  if (!isFree(folder)) return false;
  const target = resolve(folder);
  const draft = `${target}.${randomBytes(6).toString('hex')}`;
  await mkdir(dirname(target), { recursive: true, mode: 0o700 });
  await mkdir(draft, { mode: 0o700 });
  try {
    await fill(draft);
    // Takes the place of none, or of an empty one.
    await rename(draft, target);
    return true;
  } catch (error) {
    await rm(draft, { recursive: true });
    const { code = '' } = error as NodeJS.ErrnoException;
    if (['ENOTEMPTY', 'EEXIST'].includes(code)) return false;
    if (!['EBUSY', 'EXDEV'].includes(code)) throw error;
    throw new ConfigurationError(`${target} cannot be replaced (${code}): name a folder below it, which is made.`);
  }
}

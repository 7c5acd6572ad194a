import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { holdFile } from '@rollcall/sqlite';
import { ConfigurationError } from '../configuration/configuration-error.js';

/** Releases a folder taken by {@link lockFolder}. */
export type Unlock = () => void;

/**
 * Takes a data folder for this process. What keeps others out is a lock of the operating system, which a crash gives
 * back; `running.pid` beside it only tells them who is there.
 * @throws ConfigurationError naming the process that holds it.
 */
export function lockFolder(folder: string): Unlock {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const pid = join(folder, 'running.pid');
  const release = holdFile(join(folder, 'running.lock'));
  if (!release) {
    throw new ConfigurationError(
      `${folder} is in use by ${holderIn(pid)}: stop that one, or name another folder in ROLLCALL_DATA_DIR.`,
    );
  }
  writeFileSync(pid, String(process.pid), { mode: 0o600 });
  return () => {
    rmSync(pid, { force: true });
    release();
  };
}

function holderIn(path: string): string {
  try {
    const pid = Number(readFileSync(path, 'utf8'));
    if (Number.isInteger(pid) && pid > 0) return `process ${pid}`;
  } catch {
    // It has taken the folder and not yet said who it is.
  }
  return 'another process';
}

import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs';

/**
 * Writes a new private file (mode 0600) and returns when it is on disk.
 * @throws when the file exists.
 */
export function writeDurably(path: string, text: string): void {
  const descriptor = openSync(path, 'wx', 0o600);
  try {
    writeSync(descriptor, text);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
